// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/environment.h"

#include <QDialog>

#include <chrono>

class QComboBox;

namespace edgelink::ui {
class Arming;
class Button;
class Label;
class TypedConfirmation;
} // namespace edgelink::ui

namespace edgelink::shell {

/// Arms the session for its environment for some minutes: names the target in words; production wants a name typed.
/// An armed session is offered to be disarmed or to start its time again.
class ArmDialog : public QDialog
{
    Q_OBJECT

public:
    ArmDialog(const Environment &environment, const QString &actor, ui::Arming *arming, QWidget *parent);
    void setProblem(const QString &sentence); ///< it could not be put on the record
    void setWaiting(bool waiting);

signals:
    void armRequested(std::chrono::seconds duration);
    void disarmRequested();

private:
    void refresh();
    [[nodiscard]] std::chrono::seconds duration() const;

    Environment m_environment;
    QComboBox *m_duration = nullptr;
    ui::Button *m_arm = nullptr;
    ui::TypedConfirmation *m_confirmation = nullptr;
    ui::Label *m_problem = nullptr;
    bool m_waiting = false;
};

} // namespace edgelink::shell
