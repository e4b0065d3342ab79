<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Verdict</name>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unknown</numerusform>
            <numerusform>%n unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n blocking</source>
        <translation>
            <numerusform>%n blocking</numerusform>
            <numerusform>%n blocking</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>command</name>
    <message numerus="yes">
        <source>… %n line(s) left out here; the record holds them all</source>
        <translation>
            <numerusform>… %n line left out here; the record holds them all</numerusform>
            <numerusform>… %n lines left out here; the record holds them all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>config</name>
    <message numerus="yes">
        <source>%n more problem(s) in this file.</source>
        <translation>
            <numerusform>%n more problem in this file.</numerusform>
            <numerusform>%n more problems in this file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>edgelink::WorkloadModel</name>
    <message numerus="yes">
        <source>%n pod(s) in CrashLoopBackOff</source>
        <translation>
            <numerusform>%n pod in CrashLoopBackOff</numerusform>
            <numerusform>%n pods in CrashLoopBackOff</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>edgelink::shell::LeaveDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) under way</source>
        <translation>
            <numerusform>%n run under way</numerusform>
            <numerusform>%n runs under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopping %n run(s)</source>
        <translation>
            <numerusform>Stopping %n run</numerusform>
            <numerusform>Stopping %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>edgelink::ui::DiffView</name>
    <message numerus="yes">
        <source>… more than %n line(s); edgelink-console diff prints all</source>
        <translation>
            <numerusform>… more than %n line; edgelink-console diff prints all</numerusform>
            <numerusform>… more than %n lines; edgelink-console diff prints all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>edgelink::ui::ReleasesPage</name>
    <message numerus="yes">
        <source>%n object(s) · %1 → %2</source>
        <translation>
            <numerusform>%n object · %1 → %2</numerusform>
            <numerusform>%n objects · %1 → %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>edgelink::ui::ReviewPane</name>
    <message numerus="yes">
        <source>%n object(s) change · %1 → %2</source>
        <translation>
            <numerusform>%n object changes · %1 → %2</numerusform>
            <numerusform>%n objects change · %1 → %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>edgelink::ui::TimelinePage</name>
    <message numerus="yes">
        <source>%n event(s), chain intact, head %1</source>
        <translation>
            <numerusform>%n event, chain intact, head %1</numerusform>
            <numerusform>%n events, chain intact, head %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>edgelink::verify::Words</name>
    <message numerus="yes">
        <source>%n difference(s) between the live objects and revision %1.</source>
        <translation>
            <numerusform>%n difference between the live objects and revision %1.</numerusform>
            <numerusform>%n differences between the live objects and revision %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>incident</name>
    <message numerus="yes">
        <source>%n more change(s)</source>
        <translation>
            <numerusform>%n more change</numerusform>
            <numerusform>%n more changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n revision(s)</source>
        <translation>
            <numerusform>%n revision</numerusform>
            <numerusform>%n revisions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rollout(s)</source>
        <translation>
            <numerusform>%n rollout</numerusform>
            <numerusform>%n rollouts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ConfigMap(s)</source>
        <translation>
            <numerusform>%n ConfigMap</numerusform>
            <numerusform>%n ConfigMaps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>runbook</name>
    <message numerus="yes">
        <source>%n was/were skipped.</source>
        <translation>
            <numerusform>%n was skipped.</numerusform>
            <numerusform>%n were skipped.</numerusform>
        </translation>
    </message>
</context>
</TS>
