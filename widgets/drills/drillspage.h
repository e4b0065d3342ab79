// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/drillcontrol.h"

#include <QWidget>

class QTableWidget;

namespace edgelink::ui {

class Arming;
class Button;
class Card;
class Label;
class LineList;
class StateStack;

/// The sandbox behind a drill: its components, and the faults that can be put into it. Only for environments of kind
/// drill.
class DrillsPage : public QWidget
{
    Q_OBJECT

public:
    DrillsPage(DrillControl *drills, Arming *arming, QWidget *parent = nullptr);
    void setStatus(const SandboxStatus &status);

protected:
    void changeEvent(QEvent *event) override;

private:
    void askToInject();
    void inject(const QString &fault);
    void showFaults();
    void showComponents();
    void showLoading();
    [[nodiscard]] QString chosen() const; ///< a fault's id; empty: none
    void clearFaults();
    void refreshGate();
    void showResult(const Result<bool> &result, const QString &done);
    void retranslate();

    DrillControl *m_drills;
    Arming *m_arming;
    SandboxStatus m_status;
    bool m_told = false; ///< the sandbox has been heard of, be it that there is none
    bool m_busy = false;
    StateStack *m_stack = nullptr;
    Label *m_scenario = nullptr;
    Card *m_faultsCard = nullptr;
    Card *m_componentsCard = nullptr;
    LineList *m_faults = nullptr;
    Label *m_effect = nullptr; ///< of the chosen fault
    Button *m_inject = nullptr;
    Button *m_clear = nullptr;
    Label *m_result = nullptr;
    QTableWidget *m_components = nullptr;
};

} // namespace edgelink::ui
