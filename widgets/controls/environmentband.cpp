// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/environmentband.h"

#include "widgets/controls/arming.h"
#include "widgets/controls/clock.h"
#include "widgets/controls/glyph.h"
#include "widgets/style/painting.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace edgelink::ui {

namespace {

struct BandRoles {
    Role fill;
    Role text;
    Role muted;
};

BandRoles rolesOf(EnvironmentKind kind)
{
    switch (kind) {
    case EnvironmentKind::Production:
        return {Role::BandProduction, Role::BandProductionText, Role::BandProductionMuted};
    case EnvironmentKind::DisasterRecovery:
        return {Role::BandDr, Role::BandDrText, Role::BandDrMuted};
    case EnvironmentKind::Staging:
        return {Role::BandStaging, Role::BandStagingText, Role::BandStagingMuted};
    case EnvironmentKind::Drill:
        break;
    }
    return {Role::BandDrill, Role::BandDrillText, Role::BandDrillMuted};
}

/// Only a drill's quiet ground carries the alarm colour; on the solid fills the word and the triangle speak.
Role alarmOn(EnvironmentKind kind)
{
    return kind == EnvironmentKind::Drill ? Role::Alarm : rolesOf(kind).text;
}

/// A button that takes its colours from the band it stands on.
class BandButton : public QPushButton
{
public:
    BandButton(const EnvironmentKind &kind, bool framed, QWidget *parent)
        : QPushButton(parent)
        , m_kind(kind)
        , m_framed(framed)
    {
        setFont(textFont(TextSize::Body, QFont::DemiBold));
        setAutoDefault(false);
        setAttribute(Qt::WA_Hover);
    }

    void setContent(Glyph glyph, Role role, const QString &text)
    {
        m_glyph = glyph;
        m_glyphRole = role;
        if (text != this->text())
            setText(text);
        setAccessibleName(text);
        update();
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const int glyph = m_glyph == Glyph::None ? 0 : GlyphSide + space::Small;
        return {int(std::ceil(tabularWidth(QFontMetricsF(font()), text()))) + glyph + 2 * space::Medium, 32};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const BandRoles roles = rolesOf(m_kind);
        QColor fill = color(roles.text);
        fill.setAlphaF(underMouse() || isDown() ? 0.16F : m_framed ? 0.07F : 0.0F);
        QColor line = color(roles.text);
        line.setAlphaF(0.55F);
        drawRoundedFrame(painter, rect(), fill, m_framed ? line : QColor());
        if (hasFocus())
            drawFocusRing(painter, rect(), color(roles.text));
        const bool glyph = m_glyph != Glyph::None;
        QRectF area = QRectF(rect()).adjusted(space::Medium, 0, -space::Medium, 0);
        if (glyph) {
            drawGlyph(painter, QRectF(area.left(), (height() - GlyphSide) / 2.0, GlyphSide, GlyphSide), m_glyph,
                      color(m_glyphRole));
            area.setLeft(area.left() + GlyphSide + space::Small);
        }
        painter.setPen(color(glyph ? m_glyphRole : roles.text));
        drawTabularText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, text());
    }

private:
    static constexpr int GlyphSide = 13;
    const EnvironmentKind &m_kind;
    bool m_framed = false;
    Glyph m_glyph = Glyph::None;
    Role m_glyphRole = Role::Text;
};

} // namespace

EnvironmentBand::EnvironmentBand(QWidget *parent)
    : QWidget(parent)
    , m_incidentButton(new BandButton(m_environment.kind, false, this))
    , m_armButton(new BandButton(m_environment.kind, true, this))
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_incidentButton->hide();
    m_armButton->hide();
    connect(m_incidentButton, &QPushButton::clicked, this, [this] { emit incidentActivated(m_incident.id); });
    connect(m_armButton, &QPushButton::clicked, this, [this] {
        if (m_arming != nullptr)
            m_arming->request();
    });
    connect(&SecondTick::instance(), &SecondTick::tick, this, [this] {
        if (isVisible() && (m_incident.isOpen() || (m_arming != nullptr && m_arming->isArmed())))
            refresh();
    });
    refresh();
}

void EnvironmentBand::setEnvironment(const Environment &environment)
{
    m_environment = environment;
    refresh();
}

void EnvironmentBand::setIncident(const Incident &incident)
{
    m_incident = incident;
    m_clockWidth = 0;
    refresh();
}

void EnvironmentBand::setArming(Arming *arming)
{
    m_arming = arming;
    connect(arming, &Arming::changed, this, &EnvironmentBand::refresh);
    refresh();
}

QString EnvironmentBand::kindWord() const
{
    switch (m_environment.kind) {
    case EnvironmentKind::Production:
        return tr("PRODUCTION");
    case EnvironmentKind::DisasterRecovery:
        return tr("DISASTER RECOVERY");
    case EnvironmentKind::Staging:
        return tr("STAGING");
    case EnvironmentKind::Drill:
        break;
    }
    return tr("DRILL");
}

bool EnvironmentBand::isPastRto() const
{
    return m_incident.impactStart.isValid()
        && m_incident.impactStart.secsTo(m_incident.recoveredAt.isValid() ? m_incident.recoveredAt : nowUtc())
        > m_environment.rto.count();
}

QString EnvironmentBand::clockLine() const
{
    if (!m_incident.isOpen() || !m_incident.impactStart.isValid())
        return {};
    const QString target = clockText(m_environment.rto.count());
    if (m_incident.recoveredAt.isValid())
        return tr("recovered in %1 · RTO %2")
            .arg(clockText(m_incident.impactStart.secsTo(m_incident.recoveredAt)), target);
    const QString running = clockText(m_incident.impactStart.secsTo(nowUtc()));
    return isPastRto() ? tr("%1 · past RTO %2").arg(running, target) : tr("%1 of RTO %2").arg(running, target);
}

void EnvironmentBand::refresh()
{
    auto *incident = static_cast<BandButton *>(m_incidentButton);
    const bool recovered = m_incident.recoveredAt.isValid();
    incident->setContent(recovered ? Glyph::Check : Glyph::Triangle,
                         recovered ? rolesOf(m_environment.kind).text : alarmOn(m_environment.kind), m_incident.id);
    incident->setVisible(m_incident.isOpen());
    incident->setToolTip(tr("Show this incident"));

    auto *arm = static_cast<BandButton *>(m_armButton);
    arm->setVisible(m_arming != nullptr && !m_environment.name.isEmpty());
    if (m_arming != nullptr) {
        if (m_arming->isViewer())
            arm->setContent(Glyph::None, Role::Text, tr("Read-only"));
        else if (m_arming->isArmed())
            arm->setContent(Glyph::None, Role::Text, tr("Armed %1").arg(clockText(nowUtc().secsTo(m_arming->until()))));
        else
            arm->setContent(Glyph::None, Role::Text, tr("Read-only · Arm…"));
        arm->setEnabled(!m_arming->isViewer());
        arm->setToolTip(m_arming->isArmed() ? tr("This session may change things until the clock runs out")
                                            : tr("Nothing can be changed until the session is armed"));
    }
    QString spoken = tr("Environment %1, cluster %2, namespace %3, release %4")
                         .arg(kindWord(), m_environment.cluster, m_environment.nameSpace, m_environment.release);
    if (m_environment.timeCompression > 1)
        spoken += QStringLiteral(", ") + tr("windows ×%1 faster").arg(m_environment.timeCompression);
    setAccessibleName(spoken);
    setAccessibleDescription(m_incident.isOpen() ? m_incident.id + QStringLiteral(", ") + clockLine() : QString());
    place();
    update();
}

void EnvironmentBand::place()
{
    int right = width() - space::Large;
    const auto put = [&right, this](QPushButton *button) {
        const QSize size = button->sizeHint();
        button->setGeometry(right - size.width(), (height() - size.height()) / 2, size.width(), size.height());
        right -= size.width() + space::Medium;
    };
    if (!m_armButton->isHidden())
        put(m_armButton);
    if (m_incidentButton->isHidden())
        return;
    const QFontMetricsF metrics(textFont(TextSize::Body, QFont::DemiBold));
    m_clockWidth = std::max(m_clockWidth, int(std::ceil(tabularWidth(metrics, clockLine()))));
    right -= m_clockWidth + space::Tiny;
    put(m_incidentButton);
}

void EnvironmentBand::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const BandRoles roles = rolesOf(m_environment.kind);
    painter.fillRect(rect(), color(roles.fill));
    if (m_environment.kind == EnvironmentKind::Drill)
        drawHatching(painter, rect(), color(Role::BandDrillStripe), 14, 40);

    qreal right = width() - space::Large;
    if (!m_armButton->isHidden())
        right = m_armButton->x() - space::Medium;
    if (!m_incidentButton->isHidden()) {
        painter.setFont(textFont(TextSize::Body, QFont::DemiBold));
        painter.setPen(color(isPastRto() ? alarmOn(m_environment.kind) : roles.text));
        drawTabularText(painter, QRectF(0, 0, right, height()), Qt::AlignRight | Qt::AlignVCenter, clockLine());
        right = m_incidentButton->x() - space::Small;
    }

    QFont kindFont = textFont(TextSize::Heading, QFont::ExtraBold);
    kindFont.setLetterSpacing(QFont::AbsoluteSpacing, 1.5);
    painter.setFont(kindFont);
    painter.setPen(color(roles.text));
    qreal left = space::Large;
    const QString kind = kindWord();
    const QFontMetricsF kindMetrics(kindFont);
    painter.drawText(QRectF(left, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, kind);
    left += kindMetrics.horizontalAdvance(kind) + space::Medium;

    // The names give way before anything else does, but each keeps its beginning and its end.
    const QFont nameFont = textFont(TextSize::Body, QFont::DemiBold);
    const QFontMetricsF names(nameFont);
    const QString note
        = m_environment.timeCompression > 1 ? tr("windows ×%1 faster").arg(m_environment.timeCompression) : QString();
    const QFontMetricsF small(textFont(TextSize::Small, QFont::Medium));
    const qreal noteWidth = note.isEmpty() ? 0 : small.horizontalAdvance(note) + space::Large;
    QStringList parts;
    for (const QString &part : {m_environment.cluster, m_environment.nameSpace, m_environment.release}) {
        if (!part.isEmpty())
            parts << part;
    }
    qreal wanted = 0;
    for (const QString &part : std::as_const(parts))
        wanted += names.horizontalAdvance(part);
    const qreal separators = double(std::max<qsizetype>(0, parts.size() - 1)) * 28;
    const qreal room = std::max<qreal>(0, right - left - separators - noteWidth);
    const qreal share = wanted > room && wanted > 0 ? room / wanted : 1;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        painter.setFont(nameFont);
        if (i > 0) {
            painter.setPen(color(roles.muted));
            painter.drawText(QRectF(left, 0, 28, height()), Qt::AlignCenter, QStringLiteral("›"));
            left += 28;
        }
        const QString shown = names.elidedText(parts.at(i), Qt::ElideMiddle,
                                               names.horizontalAdvance(parts.at(i)) * share + (share < 1 ? 0 : 1));
        painter.setPen(color(roles.text));
        painter.drawText(QRectF(left, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, shown);
        left += names.horizontalAdvance(shown);
    }
    if (!note.isEmpty() && left + noteWidth <= right + 1) {
        painter.setFont(textFont(TextSize::Small, QFont::Medium));
        painter.setPen(color(roles.muted));
        painter.drawText(QRectF(left + space::Large, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, note);
    }
}

void EnvironmentBand::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void EnvironmentBand::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_clockWidth = 0;
        refresh();
    }
}

bool EnvironmentBand::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), accessibleName().toHtmlEscaped(), this);
        return true;
    }
    return QWidget::event(event);
}

QSize EnvironmentBand::sizeHint() const
{
    return {600, BandHeight};
}

QSize EnvironmentBand::minimumSizeHint() const
{
    return {320, BandHeight};
}

} // namespace edgelink::ui

#include "moc_environmentband.cpp"
