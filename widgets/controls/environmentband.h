// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"
#include "models/domain/incident.h"

#include <QWidget>

class QPushButton;

namespace edgelink::ui {

class Arming;

/// The band that never scrolls away: kind, cluster › namespace › release; the open incident with its clock; whether
/// the session can change anything. Kinds differ by fill and word, never by red. Wizards repeat it: make a second
/// one with the same Arming and feed it the same values.
class EnvironmentBand : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentBand(QWidget *parent = nullptr);

    void setEnvironment(const Environment &environment);
    void setIncident(const Incident &incident); ///< id empty: none open
    void setArming(Arming *arming); ///< not owned

    [[nodiscard]] QString kindWord() const; ///< "PRODUCTION" in the present language
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void incidentActivated(const QString &incidentId);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void refresh();
    void place();
    [[nodiscard]] QString clockLine() const; ///< "7:42 of RTO 30:00"
    [[nodiscard]] bool isPastRto() const;

    Environment m_environment;
    Incident m_incident;
    Arming *m_arming = nullptr;
    QPushButton *m_incidentButton = nullptr;
    QPushButton *m_armButton = nullptr;
    int m_clockWidth = 0; ///< widest so far, so that the names do not tremble
};

} // namespace edgelink::ui
