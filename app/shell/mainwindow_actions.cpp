// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, palette, arming: what the window can do.
#include "app/shell/armdialog.h"
#include "app/shell/commandpalette.h"
#include "app/shell/keycard.h"
#include "app/shell/mainwindow.h"
#include "models/ports/journal.h"
#include "models/ports/marshal.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/filterfield.h"
#include "widgets/style/look.h"
#include "widgets/wall/suspectpanel.h"
#include "widgets/wall/triggerpanel.h"
#include "widgets/wall/wallpage.h"

#include <QJsonObject>
#include <QShortcut>
#include <QStackedWidget>

namespace edgelink::shell {

using namespace ui;

namespace {

/// Two modifiers: no finger rests there, and no text field takes it, so that it works wherever the keyboard is.
constexpr QLatin1String StopKeys("Ctrl+Shift+S");

} // namespace

void MainWindow::addKeys()
{
    const auto key = [this](const QString &keys, auto slot) {
        auto *shortcut = new QShortcut(QKeySequence(keys), this);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    key(QStringLiteral("Ctrl+K"), &MainWindow::openPalette);
    key(QStringLiteral("?"), &MainWindow::openKeyCard);
    key(QStringLiteral("/"), &MainWindow::focusFilter);
    key(StopKeys, &MainWindow::stopRun);
}

ActionList MainWindow::actions() const
{
    auto *self = const_cast<MainWindow *>(this); // actions act; asking for them does not
    ActionList list;
    const auto add = [&list](const char *id, std::function<QString()> title, const QString &keys,
                             std::function<void()> run, std::function<QString()> blocked = {}) {
        list << ShellAction{QString::fromLatin1(id), std::move(title), keys, std::move(run), std::move(blocked)};
    };
    for (const Page &page : m_pages) {
        const QString id = page.definition.id;
        list << ShellAction{QStringLiteral("page-") + id,
                            [title = page.definition.title] { return tr("Go to %1").arg(title()); },
                            page.definition.key.isEmpty() ? QString() : QStringLiteral("g ") + page.definition.key,
                            [self, id] { self->showPage(id); },
                            {}};
    }
    if (m_wall != nullptr) {
        const SuspectPanel *suspects = m_wall->suspects();
        const int target = suspects->targetRevision();
        const int suspect = suspects->suspectRevision();
        const auto noTarget
            = [target] { return target > 0 ? QString() : tr("no earlier revision that was once deployed"); };
        add(
            "roll-back",
            [target, this] {
                return target > 0 ? tr("Roll back %1 to revision %2…").arg(m_context.environment.release).arg(target)
                                  : tr("Roll back %1…").arg(m_context.environment.release);
            },
            {}, [self, target] { emit self->rollbackRequested(target); },
            [this, suspects, noTarget] {
                return isViewer()              ? tr("this session may only look")
                    : suspects->hasActiveRun() ? tr("a run is at work")
                    : suspects->isNoGo()       ? tr("the verdict is no-go")
                                               : noTarget();
            });
        add(
            "diff", [target, suspect] { return tr("Compare revisions %1 and %2").arg(target).arg(suspect); }, {},
            [self, target, suspect] { emit self->diffRequested(target, suspect); }, noTarget);
        add(
            "stop-run", [] { return tr("Stop the run…"); }, StopKeys, [self] { self->stopRun(); },
            [this] { return stopBlocked(); });
        const auto noTracker = [this] {
            return isViewer()                  ? tr("this session may only look")
                : m_ports.incidents != nullptr ? QString()
                                               : tr("no incident record here");
        };
        add(
            "declare", [] { return tr("Declare an incident by hand…"); }, {},
            [self] { self->m_wall->declareIncident(); }, noTracker);
        add(
            "close-incident", [] { return tr("Close the incident…"); }, {}, [self] { self->m_wall->closeIncident(); },
            [this] {
                return isViewer()          ? tr("this session may only look")
                    : !m_incident.isOpen() ? tr("no incident is open")
                                           : QString();
            });
        add(
            "note", [] { return tr("Add a note to the record…"); }, {}, [self] { self->m_wall->addNote(); }, noTracker);
        for (const TriggerPanel *seat : m_wall->seats()) {
            const QString id = seat->threshold().id;
            const QString name = seat->accessibleName();
            list << ShellAction{QStringLiteral("trigger-") + id,
                                [name] { return tr("Open the history of “%1”").arg(name); },
                                {},
                                [self, id] {
                                    self->showPage(QStringLiteral("wall"));
                                    self->m_wall->openDetail(id);
                                },
                                {}};
        }
        add(
            "arm",
            [this] {
                return m_arming.isArmed() ? tr("Change how long the session is armed…") : tr("Arm this session…");
            },
            {}, [self] { self->openArmDialog(); },
            [this] { return isViewer() ? tr("this session may only look") : QString(); });
        add(
            "disarm", [] { return tr("Make the session read-only"); }, {},
            [self] { self->m_arming.disarm(tr("the operator said so")); },
            [this] { return m_arming.isArmed() ? QString() : tr("it is read-only"); });
    }
    list << m_added;
    for (const QString &name : m_context.environments) {
        if (name != m_context.environment.name)
            list << ShellAction{QStringLiteral("environment-") + name,
                                [name] { return tr("Look at environment %1").arg(name); },
                                {},
                                [self, name] { self->requestEnvironment(name); },
                                {}};
    }
    add(
        "filter", [] { return tr("Filter this page"); }, QStringLiteral("/"), [self] { self->focusFilter(); });
    add(
        "language-en", [] { return QStringLiteral("English"); }, {},
        [self] { self->setLanguage(QStringLiteral("en")); });
    add(
        "language-zh", [] { return QStringLiteral("中文"); }, {},
        [self] { self->setLanguage(QStringLiteral("zh_CN")); });
    add(
        "theme", [] { return tr("Switch between dark and light"); }, {},
        [self] { self->setTheme(currentTheme() == ThemeKind::Dark ? ThemeKind::Light : ThemeKind::Dark); });
    add(
        "keys", [] { return tr("Show the keys"); }, QStringLiteral("?"), [self] { self->openKeyCard(); });
    return list;
}

void MainWindow::openPalette()
{
    auto *palette = new CommandPalette(actions(), this); // deletes itself when dismissed
    palette->show();
    palette->setFocus();
}

void MainWindow::openKeyCard()
{
    auto *card = new KeyCard(actions(), this); // deletes itself when closed
    card->show();
}

void MainWindow::focusFilter()
{
    const QWidget *page = m_stack->currentWidget();
    if (page == nullptr)
        return;
    const QList<FilterField *> fields = page->findChildren<FilterField *>();
    for (FilterField *field : fields) {
        if (field->isVisible()) {
            field->setFocus(Qt::ShortcutFocusReason);
            field->selectAll();
            return;
        }
    }
}

/// As the run's own button: stopping is the safe way out, so it needs no armed session.
QString MainWindow::stopBlocked() const
{
    if (isViewer())
        return tr("this session may only look");
    if (m_runs.isIdle()) // another console's run is not ours to stop from here; the page of all runs says how it can be
        return m_elsewhere.changing() ? tr("the run is another console's: see the page of all runs")
                                      : tr("no run is at work");
    return m_runs.stoppable() ? QString() : tr("the run is stopping already");
}

void MainWindow::stopRun()
{
    if (!stopBlocked().isEmpty())
        return;
    if (const std::optional<RunSnapshot> run = m_runs.stoppable())
        emit stopRequested(*run);
}

void MainWindow::openArmDialog()
{
    if (isViewer() || m_context.environment.name.isEmpty())
        return;
    auto *dialog = new ArmDialog(m_context.environment, m_context.actor, &m_arming, this); // deletes itself
    connect(dialog, &ArmDialog::armRequested, this,
            [this, dialog](std::chrono::seconds duration) { arm(dialog, duration); });
    connect(dialog, &ArmDialog::disarmRequested, this, [this, dialog] {
        m_arming.disarm(tr("the operator said so"));
        dialog->accept();
    });
    dialog->show();
}

void MainWindow::arm(ArmDialog *dialog, std::chrono::seconds duration)
{
    // On the record first: a session that cannot be recorded stays read-only.
    dialog->setWaiting(true);
    const QPointer<ArmDialog> guard(dialog);
    const QString environment = m_context.environment.name;
    record(journalkind::Armed,
           {{QStringLiteral("environment"), environment},
            {QStringLiteral("until"), nowUtc().addSecs(duration.count()).toString(Qt::ISODate)}},
           [this, guard, duration, environment](const std::optional<Error> &error) {
               if (error) {
                   if (guard)
                       guard->setProblem(tr("The session stays read-only: %1").arg(error->sentence()));
                   return;
               }
               if (m_context.environment.name != environment)
                   return; // another environment was opened meanwhile
               m_arming.arm(duration);
               if (guard)
                   guard->accept();
           });
}

void MainWindow::record(const char *kind, const QJsonObject &payload,
                        const std::function<void(std::optional<Error>)> &done)
{
    if (m_ports.journal == nullptr) {
        done(Error{ErrorKind::Refused, tr("there is no record to write to"), {}, {}, {}});
        return;
    }
    JournalDraft draft;
    draft.kind = QString::fromLatin1(kind);
    draft.actor = m_context.actor;
    draft.environment = m_context.environment.name;
    draft.stream
        = m_context.environment.kind == EnvironmentKind::Drill ? QStringLiteral("drill") : QStringLiteral("production");
    draft.incidentId = m_incident.isOpen() ? m_incident.id : QString();
    draft.payload = payload;
    whenFinished(m_ports.journal->append(draft), this, [done](const std::optional<Result<JournalEvent>> &result) {
        if (!result)
            done(Error{ErrorKind::Cancelled, tr("the record did not answer"), {}, {}, {}});
        else
            done(*result ? std::nullopt : std::optional<Error>(result->error()));
    });
}

} // namespace edgelink::shell
