<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Event</name>
    <message>
        <source>HTTP 5xx rate</source>
        <translation>HTTP 5xx 错误率</translation>
    </message>
    <message>
        <source>P95 latency</source>
        <translation>P95 响应延迟</translation>
    </message>
    <message>
        <source>CrashLoopBackOff</source>
        <translation>CrashLoopBackOff</translation>
    </message>
    <message>
        <source>Probe failures</source>
        <translation>健康检查失败率</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存使用率</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU 使用率</translation>
    </message>
    <message>
        <source>Active connections</source>
        <translation>活跃连接数</translation>
    </message>
    <message>
        <source>a key feature does not work</source>
        <translation>关键功能不可用</translation>
    </message>
    <message>
        <source>data is inconsistent</source>
        <translation>数据不一致</translation>
    </message>
    <message>
        <source>urgent security rollback</source>
        <translation>安全漏洞紧急回滚</translation>
    </message>
    <message>
        <source>old clients cannot connect</source>
        <translation>旧版客户端无法连接</translation>
    </message>
    <message>
        <source>starting %1</source>
        <translation>开始执行 %1</translation>
    </message>
    <message>
        <source>command %1</source>
        <translation>命令%1</translation>
    </message>
    <message>
        <source>command %1, exit code %2</source>
        <translation>命令%1，退出码 %2</translation>
    </message>
    <message>
        <source>run started: %1</source>
        <translation>运行开始：%1</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>运行%1</translation>
    </message>
    <message>
        <source>step started: %1</source>
        <translation>步骤开始：%1</translation>
    </message>
    <message>
        <source>step %1: %2</source>
        <translation>步骤%1：%2</translation>
    </message>
    <message>
        <source>breach: %1</source>
        <translation>越限：%1</translation>
    </message>
    <message>
        <source>breach: %1 at %2, limit %3</source>
        <translation>越限：%1 为 %2，阈值 %3</translation>
    </message>
    <message>
        <source>back to normal: %1</source>
        <translation>恢复正常：%1</translation>
    </message>
    <message>
        <source>incident opened: %1</source>
        <translation>事件已开启：%1</translation>
    </message>
    <message>
        <source>incident closed</source>
        <translation>事件已关闭</translation>
    </message>
    <message>
        <source>suspects listed</source>
        <translation>已列出可疑变更</translation>
    </message>
    <message>
        <source>verdict for revision %1: %2</source>
        <translation>修订版 %1 的结论：%2</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation>%1：“%2”</translation>
    </message>
    <message>
        <source>%1 silenced an alert: %2</source>
        <translation>%1 静默了一条告警：%2</translation>
    </message>
    <message>
        <source>%1 armed the session</source>
        <translation>%1 解锁了会话</translation>
    </message>
    <message>
        <source>session read-only again</source>
        <translation>会话恢复只读</translation>
    </message>
    <message>
        <source>left to do: %1</source>
        <translation>遗留事项：%1</translation>
    </message>
    <message>
        <source>exported: %1</source>
        <translation>已导出：%1</translation>
    </message>
    <message>
        <source>%1 ended a silence: %2</source>
        <translation>%1 结束了静默：%2</translation>
    </message>
    <message>
        <source>%1 chose: %2</source>
        <translation>%1 选择：%2</translation>
    </message>
    <message>
        <source>%1 chose: %2 — %3</source>
        <translation>%1 选择：%2 — %3</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>bad release</source>
        <translation>有缺陷的发布</translation>
    </message>
    <message>
        <source>Deploys revision 3, whose services answer with errors and slowly, one of them crashing: 5xx rate, P95 latency and CrashLoopBackOff go into breach. Rolling back to revision 2 ends it.</source>
        <translation>部署修订版 3：服务报错且响应缓慢，其中一个不断崩溃。5xx 错误率、P95 响应延迟和 CrashLoopBackOff 越限。回滚到修订版 2 即可结束。</translation>
    </message>
    <message>
        <source>incompatible configuration</source>
        <translation>配置不兼容</translation>
    </message>
    <message>
        <source>Deploys a revision whose ConfigMap the services do not understand: they crash, and the 5xx rate rises. The log of a crashing pod names the field. Rolling back ends it.</source>
        <translation>部署一个服务无法识别其 ConfigMap 的修订版：服务崩溃，5xx 错误率上升。崩溃 Pod 的日志会写明是哪个字段。回滚即可结束。</translation>
    </message>
    <message>
        <source>release that leaks memory</source>
        <translation>内存泄漏的发布</translation>
    </message>
    <message>
        <source>Deploys a revision that takes more and more memory until that trigger is in breach. Rolling back ends it.</source>
        <translation>部署一个内存占用不断增长的修订版，直到该项越限。回滚即可结束。</translation>
    </message>
    <message>
        <source>5xx burst</source>
        <translation>5xx 激增</translation>
    </message>
    <message>
        <source>Three services answer 12 to 18 % of requests with errors. Nothing was deployed: there is no suspect revision, and rolling back does not help.</source>
        <translation>三个服务对 12% 到 18% 的请求报错。没有部署任何内容：没有可疑的修订版，回滚无济于事。</translation>
    </message>
    <message>
        <source>slow responses</source>
        <translation>响应缓慢</translation>
    </message>
    <message>
        <source>Every service answers slowly, 900 ms at the 95th percentile. Nothing was deployed.</source>
        <translation>所有服务响应缓慢，第 95 百分位为 900 ms。没有部署任何内容。</translation>
    </message>
    <message>
        <source>memory leak</source>
        <translation>内存泄漏</translation>
    </message>
    <message>
        <source>device-service climbs to 97 % of its memory limit within 20 s. Nothing was deployed.</source>
        <translation>device-service 的内存在 20 秒内升至上限的 97%。没有部署任何内容。</translation>
    </message>
    <message>
        <source>CPU burn</source>
        <translation>CPU 耗尽</translation>
    </message>
    <message>
        <source>topology-service uses all the CPU it may. Nothing was deployed.</source>
        <translation>topology-service 用尽其可用的 CPU。没有部署任何内容。</translation>
    </message>
    <message>
        <source>connections drop</source>
        <translation>连接数骤降</translation>
    </message>
    <message>
        <source>Active connections fall to 30 % of their baseline. Nothing was deployed.</source>
        <translation>活跃连接数降至基线的 30%。没有部署任何内容。</translation>
    </message>
    <message>
        <source>probe failures</source>
        <translation>健康检查失败</translation>
    </message>
    <message>
        <source>Half of the health probes of three services fail. Nothing was deployed.</source>
        <translation>三个服务的健康检查有一半失败。没有部署任何内容。</translation>
    </message>
    <message>
        <source>Prometheus down</source>
        <translation>Prometheus 停止</translation>
    </message>
    <message>
        <source>Prometheus is stopped: all triggers become unknown, none of them healthy.</source>
        <translation>Prometheus 被停止：所有触发条件变为未知，没有一项算作健康。</translation>
    </message>
    <message>
        <source>Prometheus hangs</source>
        <translation>Prometheus 挂起</translation>
    </message>
    <message>
        <source>Prometheus takes connections and never answers: after the deadline all triggers become unknown, and the window must stay fluid.</source>
        <translation>Prometheus 接受连接但从不应答：超过时限后所有触发条件变为未知，窗口必须保持流畅。</translation>
    </message>
    <message>
        <source>PostgreSQL down</source>
        <translation>PostgreSQL 停止</translation>
    </message>
    <message>
        <source>The platform&apos;s database is stopped: its API fails, and its schema cannot be read.</source>
        <translation>平台的数据库被停止：平台 API 失败，数据库模式无法读取。</translation>
    </message>
    <message>
        <source>API server killed</source>
        <translation>API 服务器被杀</translation>
    </message>
    <message>
        <source>The Kubernetes API is gone: releases and pods go stale, verdicts cannot be given, metrics still arrive.</source>
        <translation>Kubernetes API 消失：发布和 Pod 的信息过时，无法给出结论，指标仍会到达。</translation>
    </message>
    <message>
        <source>API server hangs</source>
        <translation>API 服务器挂起</translation>
    </message>
    <message>
        <source>The Kubernetes API takes connections and never answers: releases and pods go stale after the deadline, and the window must stay fluid.</source>
        <translation>Kubernetes API 接受连接但从不应答：超过时限后发布和 Pod 的信息过时，窗口必须保持流畅。</translation>
    </message>
    <message>
        <source>The sandbox offers it; this console has no description of it.</source>
        <translation>沙箱提供此故障；本控制台没有关于它的说明。</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Smoke tests</source>
        <translation>冒烟测试</translation>
    </message>
    <message>
        <source>Observe</source>
        <translation>观察</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>总结</translation>
    </message>
    <message>
        <source>Execute</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Refused by pre-flight; nothing was changed</source>
        <translation>预检拒绝；未做任何更改</translation>
    </message>
    <message>
        <source>Done and proven</source>
        <translation>已完成并验证</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>结果未知</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>观察中</translation>
    </message>
    <message>
        <source>breach</source>
        <translation>越限</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>数据过期</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>blocking</source>
        <translation>阻止</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未启动</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>go</source>
        <translation>可以回滚</translation>
    </message>
    <message>
        <source>go with warnings</source>
        <translation>可以回滚，有警告</translation>
    </message>
    <message>
        <source>no-go</source>
        <translation>不可回滚</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>building</source>
        <translation>构建中</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>time not known</source>
        <translation>时间未知</translation>
    </message>
    <message>
        <source>%1 UTC · %2 local</source>
        <translation>%1 UTC · 本地 %2</translation>
    </message>
</context>
<context>
    <name>Trigger</name>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Pending %1 of %2</source>
        <translation>观察中 %1 / %2</translation>
    </message>
    <message>
        <source>Breach</source>
        <translation>越限</translation>
    </message>
    <message>
        <source>Breach %1</source>
        <translation>越限 %1</translation>
    </message>
    <message>
        <source>Breach since %1</source>
        <translation>%1 起越限</translation>
    </message>
    <message>
        <source>No data for %1</source>
        <translation>%1无数据</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Stale for %1</source>
        <translation>数据过期 %1</translation>
    </message>
    <message>
        <source>Cannot be measured</source>
        <translation>无法测量</translation>
    </message>
    <message>
        <source>threshold %1 of a baseline not known yet</source>
        <translation>阈值为基线的 %1，基线尚未知</translation>
    </message>
    <message>
        <source>threshold %1 (%2 of %3)</source>
        <translation>阈值 %1（%3 的 %2）</translation>
    </message>
    <message>
        <source>threshold %1</source>
        <translation>阈值 %1</translation>
    </message>
    <message>
        <source>baseline %1</source>
        <translation>基线 %1</translation>
    </message>
    <message>
        <source>The query answers empty.</source>
        <translation>查询结果为空。</translation>
    </message>
    <message>
        <source>No newer sample arrives.</source>
        <translation>没有更新的样本。</translation>
    </message>
    <message>
        <source>Last %1, %2</source>
        <translation>最后 %1，%2</translation>
    </message>
    <message>
        <source>There was no value yet.</source>
        <translation>尚无任何数值。</translation>
    </message>
    <message>
        <source>breaches at once</source>
        <translation>立即判定越限</translation>
    </message>
    <message>
        <source>breaches when it holds for %1</source>
        <translation>持续 %1 判定越限</translation>
    </message>
    <message>
        <source>Prometheus: %1</source>
        <translation>Prometheus：%1</translation>
    </message>
</context>
<context>
    <name>Unit</name>
    <message>
        <source>pod</source>
        <translation>个 Pod</translation>
    </message>
    <message>
        <source>pods</source>
        <translation>个 Pod</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Go</source>
        <translation>可以回滚</translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 个警告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n 项未知</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>No-go</source>
        <translation>不可回滚</translation>
    </message>
    <message numerus="yes">
        <source>%n blocking</source>
        <translation>
            <numerusform>%n 项阻断</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>access</name>
    <message>
        <source>%1 %2 in %3</source>
        <comment>patch apps/deployments in edgelink-prod</comment>
        <translation>在 %3 中 %1 %2</translation>
    </message>
</context>
<context>
    <name>alertmanager</name>
    <message>
        <source>a silence without matchers would silence everything</source>
        <translation>没有匹配器的静默会静默所有告警</translation>
    </message>
    <message>
        <source>a silence needs its author and a reason</source>
        <translation>静默需要创建者和原因</translation>
    </message>
    <message>
        <source>a silence must end in the future</source>
        <translation>静默的结束时间必须在将来</translation>
    </message>
    <message>
        <source>Alertmanager answers with HTTP %1</source>
        <translation>Alertmanager 返回 HTTP %1</translation>
    </message>
    <message>
        <source>Alertmanager holds another silence than was asked for</source>
        <translation>Alertmanager 中的静默与所请求的不同</translation>
    </message>
    <message>
        <source>no silence is named</source>
        <translation>未指定静默</translation>
    </message>
    <message>
        <source>the silence is still %1</source>
        <translation>静默仍为 %1</translation>
    </message>
    <message>
        <source>a boolean</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>expected %1, found %2</source>
        <translation>应为%1，实为%2</translation>
    </message>
    <message>
        <source>expected a time, found &quot;%1&quot;</source>
        <translation>应为时间，实为“%1”</translation>
    </message>
    <message>
        <source>the answer is not JSON (at byte %1: %2)</source>
        <translation>应答不是 JSON（字节 %1 处：%2）</translation>
    </message>
    <message>
        <source>the answer</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>expected a list</source>
        <translation>应为列表</translation>
    </message>
    <message>
        <source>more than %1 entries</source>
        <translation>超过 %1 个条目</translation>
    </message>
    <message>
        <source>the answer names no silence</source>
        <translation>应答中未指明静默</translation>
    </message>
    <message>
        <source>nobody is named who ends the silence</source>
        <translation>没有说明由谁结束该静默</translation>
    </message>
    <message>
        <source>there is no record to write to, so nothing was changed</source>
        <translation>没有可写入的记录，因此未做任何变更</translation>
    </message>
    <message>
        <source>the journal did not answer</source>
        <translation>日志账本没有应答</translation>
    </message>
    <message>
        <source>it cannot be recorded, so nothing was changed: %1</source>
        <translation>无法记录，因此未做任何变更：%1</translation>
    </message>
    <message>
        <source>Alertmanager took the change to silence %1, and how it stands could not be read back: %2</source>
        <translation>Alertmanager 已接受对静默 %1 的更改，但无法读回其现状：%2</translation>
    </message>
    <message>
        <source>Look at the silences in Alertmanager.</source>
        <translation>请在 Alertmanager 中查看静默。</translation>
    </message>
    <message>
        <source>the console let go before Alertmanager answered</source>
        <translation>Alertmanager 答复之前控制台已中断</translation>
    </message>
    <message>
        <source>Alertmanager does not know silence %1 any more</source>
        <translation>Alertmanager 已不认识静默 %1</translation>
    </message>
    <message>
        <source>read back after a restart: silence %1 is over</source>
        <translation>重启后读回：静默 %1 已结束</translation>
    </message>
    <message>
        <source>read back after a restart: silence %1 is still %2</source>
        <translation>重启后读回：静默 %1 仍为 %2</translation>
    </message>
    <message>
        <source>the console was cut off, and its record does not say enough to ask again</source>
        <translation>控制台被中断，其记录不足以再次查询</translation>
    </message>
    <message>
        <source>the console was cut off, and Alertmanager cannot be asked: %1</source>
        <translation>控制台被中断，且无法查询 Alertmanager：%1</translation>
    </message>
    <message>
        <source>read back after a restart: it was made as silence %1</source>
        <translation>重启后读回：已创建为静默 %1</translation>
    </message>
    <message>
        <source>read back after a restart: Alertmanager holds no such silence</source>
        <translation>重启后读回：Alertmanager 中没有这样的静默</translation>
    </message>
    <message>
        <source>it would be over by now, and Alertmanager does not know it</source>
        <translation>它现在应已结束，而 Alertmanager 不认识它</translation>
    </message>
    <message>
        <source>silence %1 until %2</source>
        <translation>静默 %1，至 %2</translation>
    </message>
    <message>
        <source>end silence %1 %2</source>
        <translation>结束静默 %1 %2</translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message>
        <source>no answer within %1 s</source>
        <translation>%1 s 内无应答</translation>
    </message>
    <message>
        <source>stopping: the running tool is asked first, then what it left is read back</source>
        <translation>正在停止：先请求运行中的工具停止，再回读它留下的状态</translation>
    </message>
    <message>
        <source>interrupted before there was an answer</source>
        <translation>在得到答复之前被中断</translation>
    </message>
    <message>
        <source>the chain is broken at event %1: %2</source>
        <translation>链在记录 %1 处断裂：%2</translation>
    </message>
    <message>
        <source>the reports are still written</source>
        <translation>仍会写出报告</translation>
    </message>
    <message>
        <source>the other reports are not written</source>
        <translation>其余报告不再写出</translation>
    </message>
    <message>
        <source>the reports come from a journal that is broken</source>
        <translation>这些报告所依据的日志账本已损坏</translation>
    </message>
    <message>
        <source>edgelink-console journal verify says where</source>
        <translation>edgelink-console journal verify 可指出位置</translation>
    </message>
    <message>
        <source>what was written holds it as it is now; keep the file as evidence</source>
        <translation>写出的内容如其现状；请保留该文件作为证据</translation>
    </message>
    <message>
        <source>exported; head %1</source>
        <translation>已导出；链头 %1</translation>
    </message>
    <message>
        <source>it could not be taken up in time</source>
        <translation>未能及时接手</translation>
    </message>
    <message>
        <source>edgelink-console runs shows what is known of it</source>
        <translation>edgelink-console runs 可显示已知情况</translation>
    </message>
    <message>
        <source>this run is finished, there is nothing to stop</source>
        <translation>该运行已结束，没有可停止的内容</translation>
    </message>
    <message>
        <source>edgelink-console runs shows how it ended</source>
        <translation>edgelink-console runs 可显示其结局</translation>
    </message>
    <message>
        <source>%1: the console that executes it was asked to stop it</source>
        <translation>%1：已请执行它的控制台停止</translation>
    </message>
    <message>
        <source>there is no such run</source>
        <translation>没有这个运行</translation>
    </message>
    <message>
        <source>edgelink-console runs lists them</source>
        <translation>edgelink-console runs 可列出全部运行</translation>
    </message>
    <message>
        <source>no console executes this run: nobody took the request within %1 s</source>
        <translation>没有控制台在执行该运行：%1 秒内无人接收请求</translation>
    </message>
    <message>
        <source>edgelink-console resume %1 --confirm %2 settles it</source>
        <translation>edgelink-console resume %1 --confirm %2 可使其了结</translation>
    </message>
    <message>
        <source>part of the open incident %1</source>
        <translation>属于未关闭的事件 %1</translation>
    </message>
    <message>
        <source>%1: pre-flight of %2</source>
        <translation>%1:%2 的执行前检查</translation>
    </message>
    <message>
        <source>the data could not be written whole</source>
        <translation>数据未能完整写出</translation>
    </message>
    <message>
        <source>standard output</source>
        <translation>标准输出</translation>
    </message>
    <message>
        <source>free space, or keep the reader of the pipe open</source>
        <translation>请腾出空间，或保持管道读取端打开</translation>
    </message>
    <message>
        <source>there is no journal here</source>
        <translation>此处没有日志账本</translation>
    </message>
    <message>
        <source>name its folder with --data-dir; nothing was made</source>
        <translation>请用 --data-dir 指明其文件夹；未创建任何内容</translation>
    </message>
    <message>
        <source>Alertmanager did not answer</source>
        <translation>Alertmanager 没有应答</translation>
    </message>
    <message>
        <source>incident</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>no sandbox is known to this configuration</source>
        <translation>此配置没有对应的沙箱</translation>
    </message>
    <message>
        <source>packaging/run brings one up, or edgelink-sandbox up</source>
        <translation>用 packaging/run 或 edgelink-sandbox up 启动一个</translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>TITLE</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>COMPLETE WHEN</source>
        <translation>完成条件</translation>
    </message>
    <message>
        <source>SHOWS</source>
        <translation>会出现</translation>
    </message>
    <message>
        <source>is no drill of this sandbox</source>
        <translation>不是此沙箱的演练</translation>
    </message>
    <message>
        <source>its drills: %1</source>
        <translation>它的演练有：%1</translation>
    </message>
    <message>
        <source>cannot make the folder</source>
        <translation>无法创建文件夹</translation>
    </message>
    <message>
        <source>choose another --out</source>
        <translation>请换一个 --out</translation>
    </message>
    <message>
        <source>%1 written</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>nothing breached: there is no incident to report</source>
        <translation>没有触发条件越限：没有事件可供报告</translation>
    </message>
    <message>
        <source>drills run on an environment of kind &apos;drill&apos; only</source>
        <translation>演练只能在 kind 为 drill 的环境中进行</translation>
    </message>
    <message>
        <source>choose the sandbox&apos;s --environment</source>
        <translation>请用 --environment 选择沙箱的环境</translation>
    </message>
    <message>
        <source>not confirmed, nothing was changed</source>
        <translation>未确认，没有做任何变更</translation>
    </message>
    <message>
        <source>add --confirm %1</source>
        <translation>请加上 --confirm %1</translation>
    </message>
    <message>
        <source>cannot tell whether an earlier incident is still open, nothing was changed</source>
        <translation>无法判断先前的事件是否仍未关闭，没有做任何变更</translation>
    </message>
    <message>
        <source>a new drill begins</source>
        <translation>开始新的演练</translation>
    </message>
    <message>
        <source>incident %1 of an earlier drill closed</source>
        <translation>先前演练的事件 %1 已关闭</translation>
    </message>
    <message>
        <source>injecting %1</source>
        <translation>正在注入 %1</translation>
    </message>
    <message>
        <source>waiting for a breach with its suspects</source>
        <translation>正在等待越限及其可疑变更</translation>
    </message>
    <message>
        <source>no breach with a suspect was seen</source>
        <translation>没有看到带有可疑变更的越限</translation>
    </message>
    <message>
        <source>edgelink-console status shows the triggers; one that was in breach before the drill counts again once it was healthy (edgelink-sandbox clear)</source>
        <translation>edgelink-console status 可查看触发条件；演练前就已越限的触发条件，恢复健康后（edgelink-sandbox clear）才会再次计入</translation>
    </message>
    <message>
        <source>incident %1; suspect: %2</source>
        <translation>事件 %1；可疑变更：%2</translation>
    </message>
    <message>
        <source>no earlier revision was ever deployed</source>
        <translation>没有任何更早的修订版曾经部署成功</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>verdict for revision %1: %2</source>
        <translation>修订版 %1 的结论：%2</translation>
    </message>
    <message>
        <source>the platform cannot be seen, so no fault was injected</source>
        <translation>看不到平台的状态，因此没有注入故障</translation>
    </message>
    <message>
        <source>waiting for %1</source>
        <translation>正在等待 %1</translation>
    </message>
    <message>
        <source>the console did not see all that the drill is to show</source>
        <translation>控制台没有看到演练应出现的全部现象</translation>
    </message>
    <message>
        <source>seen; clearing the fault</source>
        <translation>已看到；正在清除故障</translation>
    </message>
    <message>
        <source>incident %1; clearing the fault</source>
        <translation>事件 %1；正在清除故障</translation>
    </message>
    <message>
        <source>the platform did not become healthy again</source>
        <translation>平台没有恢复健康</translation>
    </message>
    <message>
        <source>every trigger is ok again: the drill is complete</source>
        <translation>所有触发条件都已恢复正常：演练完成</translation>
    </message>
    <message>
        <source>interrupted; no fault is left in the sandbox</source>
        <translation>已中断；沙箱中没有遗留故障</translation>
    </message>
    <message>
        <source>interrupted; the fault stays until edgelink-sandbox clear</source>
        <translation>已中断；故障会保留到执行 edgelink-sandbox clear 为止</translation>
    </message>
    <message>
        <source>edgelink-console status shows the triggers; now: %1</source>
        <translation>edgelink-console status 可查看触发条件；目前：%1</translation>
    </message>
    <message>
        <source>the window</source>
        <translation>打开窗口</translation>
    </message>
    <message>
        <source>triggers, open incidents, alerts, once</source>
        <translation>查看一次触发条件、未关闭的事件和告警</translation>
    </message>
    <message>
        <source>the exported head is still in the chain</source>
        <translation>确认导出过的链头仍在链中</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用法</translation>
    </message>
    <message>
        <source>OPTIONS</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>VERB</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>(required)</source>
        <translation>（必填）</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>this text</source>
        <translation>显示本说明</translation>
    </message>
    <message>
        <source>Verbs</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>its action is missing</source>
        <translation>缺少操作</translation>
    </message>
    <message>
        <source>not understood here: %1</source>
        <translation>此处无法识别：%1</translation>
    </message>
    <message>
        <source>%1 needs a value</source>
        <translation>%1 需要一个值</translation>
    </message>
    <message>
        <source>not a number: %1</source>
        <translation>不是数字：%1</translation>
    </message>
    <message>
        <source>%1 does not take this: %2</source>
        <translation>%1 不接受这个值：%2</translation>
    </message>
    <message>
        <source>incidents</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>INCIDENT</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>IMPACT SINCE (UTC)</source>
        <translation>影响开始（UTC）</translation>
    </message>
    <message>
        <source>RECOVERED</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>CLOSED</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>TRIGGERS</source>
        <translation>触发条件</translation>
    </message>
    <message>
        <source>REASON</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>%1 closed by %2</source>
        <translation>%1 已由 %2 关闭</translation>
    </message>
    <message>
        <source>choose another place with --out</source>
        <translation>请用 --out 换一个位置</translation>
    </message>
    <message>
        <source>journal</source>
        <translation>日志账本</translation>
    </message>
    <message>
        <source>SEQ</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>TIME (UTC)</source>
        <translation>时间（UTC）</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>WHO</source>
        <translation>执行人</translation>
    </message>
    <message>
        <source>RUN</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>STEP</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>intact: %1 events, head %2</source>
        <translation>完整：%1 条记录，链头 %2</translation>
    </message>
    <message>
        <source>the head %1 is in the chain</source>
        <translation>链头 %1 在链中</translation>
    </message>
    <message>
        <source>BROKEN at event %1: %2</source>
        <translation>链在记录 %1 处断裂：%2</translation>
    </message>
    <message>
        <source>exact release or cluster name; without it nothing is changed</source>
        <translation>准确的发布名或集群名；没有它就不做任何变更</translation>
    </message>
    <message>
        <source>why a failed pre-flight check is overridden (stays visible)</source>
        <translation>为何越过未通过的预检（会一直可见）</translation>
    </message>
    <message>
        <source>parameter as key=value; may be repeated</source>
        <translation>参数，形如 key=value；可重复</translation>
    </message>
    <message>
        <source>the seven triggers, the open incidents and the firing alerts, once</source>
        <translation>查看一次七个触发条件、未关闭的事件和正在触发的告警</translation>
    </message>
    <message>
        <source>the release&apos;s revisions</source>
        <translation>发布的各修订版</translation>
    </message>
    <message>
        <source>release name</source>
        <translation>发布名</translation>
    </message>
    <message>
        <source>manifest and values differences of two revisions (secrets masked)</source>
        <translation>两个修订版在清单和 values 上的差异（机密已遮盖）</translation>
    </message>
    <message>
        <source>revision</source>
        <translation>修订版</translation>
    </message>
    <message>
        <source>may the release be rolled back to this revision, and why</source>
        <translation>发布能否回滚到此修订版，以及原因</translation>
    </message>
    <message>
        <source>the runbooks that can be run</source>
        <translation>可以运行的手册</translation>
    </message>
    <message>
        <source>check a runbook file</source>
        <translation>检查一个手册文件</translation>
    </message>
    <message>
        <source>runbook YAML</source>
        <translation>手册 YAML</translation>
    </message>
    <message>
        <source>run a runbook</source>
        <translation>运行一个手册</translation>
    </message>
    <message>
        <source>runbook</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>past and unfinished runs</source>
        <translation>以往和未完成的运行</translation>
    </message>
    <message>
        <source>at most so many</source>
        <translation>最多显示多少条</translation>
    </message>
    <message>
        <source>settle and continue a run that was cut off</source>
        <translation>查清并继续一次被中断的运行</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>ask the console that executes a run to stop it</source>
        <translation>请求执行该运行的控制台停止它</translation>
    </message>
    <message>
        <source>the record of every action</source>
        <translation>每个操作的记录</translation>
    </message>
    <message>
        <source>newest events</source>
        <translation>最新的记录</translation>
    </message>
    <message>
        <source>every event, with all that its hash is made of, as one JSON document</source>
        <translation>全部记录及其哈希所含的所有内容，作为一个 JSON 文档</translation>
    </message>
    <message>
        <source>file (default: stdout)</source>
        <translation>文件（默认：stdout）</translation>
    </message>
    <message>
        <source>prove order and hash chain; names the first broken link</source>
        <translation>验证顺序和哈希链；指出第一处断裂</translation>
    </message>
    <message>
        <source>also prove that this exported head (SEQUENCE:HASH, or HASH) is in it</source>
        <translation>同时验证导出过的链头（SEQUENCE:HASH 或 HASH）在链中</translation>
    </message>
    <message>
        <source>incidents of the environment</source>
        <translation>该环境的事件</translation>
    </message>
    <message>
        <source>every incident on record, newest first</source>
        <translation>记录中的所有事件，最新的在前</translation>
    </message>
    <message>
        <source>close an incident; it is recorded in your name</source>
        <translation>关闭一个事件；会以你的名义记录</translation>
    </message>
    <message>
        <source>why; needed while it has not recovered</source>
        <translation>原因；事件尚未恢复时必填</translation>
    </message>
    <message>
        <source>the incident report</source>
        <translation>事件报告</translation>
    </message>
    <message>
        <source>md, html, pdf or json (default: md, with --json: json)</source>
        <translation>md、html、pdf 或 json（默认：md；使用 --json 时：json）</translation>
    </message>
    <message>
        <source>file (default: stdout; pdf needs a file)</source>
        <translation>文件（默认：stdout；pdf 必须写到文件）</translation>
    </message>
    <message>
        <source>practise on the sandbox</source>
        <translation>在沙箱上演练</translation>
    </message>
    <message>
        <source>the drills of the sandbox, and when each is complete</source>
        <translation>沙箱的各项演练，以及各自的完成条件</translation>
    </message>
    <message>
        <source>breach, suspect, verdict, rollback, proof, report</source>
        <translation>越限、可疑变更、结论、回滚、验证、报告</translation>
    </message>
    <message>
        <source>drill</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>folder for the report</source>
        <translation>存放报告的文件夹</translation>
    </message>
    <message>
        <source>folder for PNGs of every screen</source>
        <translation>存放每个界面 PNG 的文件夹</translation>
    </message>
    <message>
        <source>EdgeLink Incident Console: from a breach to a proven, documented recovery. Without a verb it opens the window.</source>
        <translation>EdgeLink 事件控制台：从越限到经过验证、记录在案的恢复。不带命令时打开窗口。</translation>
    </message>
    <message>
        <source>this text, and that of every verb and its actions</source>
        <translation>显示本说明，以及每个命令及其操作的说明</translation>
    </message>
    <message>
        <source>the version</source>
        <translation>显示版本</translation>
    </message>
    <message>
        <source>configuration file (default: ~/.config/edgelink/console.yaml)</source>
        <translation>配置文件（默认：~/.config/edgelink/console.yaml）</translation>
    </message>
    <message>
        <source>environment of the configuration (default: its default_environment)</source>
        <translation>配置中的环境（默认：其中的 default_environment）</translation>
    </message>
    <message>
        <source>journal and outputs (default: ~/.local/share/edgelink-console)</source>
        <translation>日志账本和输出所在的文件夹（默认：~/.local/share/edgelink-console）</translation>
    </message>
    <message>
        <source>folder of an edgelink-sandbox to open</source>
        <translation>要打开的 edgelink-sandbox 的文件夹</translation>
    </message>
    <message>
        <source>en or zh_CN: of what is said and of a report (default: the system&apos;s; in the window the one chosen there)</source>
        <translation>en 或 zh_CN：所说的话和报告的语言（默认：系统语言；窗口中则为在窗口里选择的语言）</translation>
    </message>
    <message>
        <source>data as JSON</source>
        <translation>以 JSON 输出数据</translation>
    </message>
    <message>
        <source>the window may look but change nothing</source>
        <translation>窗口只能查看，不能变更</translation>
    </message>
    <message>
        <source>edgelink-console --help shows every verb with examples</source>
        <translation>edgelink-console --help 列出所有命令和示例</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not key=value</source>
        <translation>“%1” 不是 key=value 的形式</translation>
    </message>
    <message>
        <source>a PDF needs a file</source>
        <translation>PDF 必须写到文件</translation>
    </message>
    <message>
        <source>name it with --out</source>
        <translation>请用 --out 指定</translation>
    </message>
    <message>
        <source>--viewer is for the window</source>
        <translation>--viewer 只用于窗口</translation>
    </message>
    <message>
        <source>leave out one of the two</source>
        <translation>请去掉两者之一</translation>
    </message>
    <message>
        <source>REVISION</source>
        <translation>修订版</translation>
    </message>
    <message>
        <source>UPDATED (UTC)</source>
        <translation>更新时间（UTC）</translation>
    </message>
    <message>
        <source>STATUS</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>CHART</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>APP VERSION</source>
        <translation>应用版本</translation>
    </message>
    <message>
        <source>DESCRIPTION</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>%1 and %2 do not differ</source>
        <translation>%1 与 %2 没有差异</translation>
    </message>
    <message>
        <source>%1: roll back %2 from revision %3 to %4</source>
        <translation>%1：将 %2 从修订版 %3 回滚到 %4</translation>
    </message>
    <message>
        <source>FACT</source>
        <translation>事实</translation>
    </message>
    <message>
        <source>WHAT WAS SEEN</source>
        <translation>所见</translation>
    </message>
    <message>
        <source>not reverted: %1</source>
        <translation>不会回滚：%1</translation>
    </message>
    <message>
        <source>this environment&apos;s release is &apos;%1&apos;, not &apos;%2&apos;</source>
        <translation>此环境的发布是“%1”，不是“%2”</translation>
    </message>
    <message>
        <source>choose another --environment</source>
        <translation>请换一个 --environment</translation>
    </message>
    <message>
        <source>skipped: %1</source>
        <translation>已跳过：%1</translation>
    </message>
    <message>
        <source>overridden: %1</source>
        <translation>强制通过：%1</translation>
    </message>
    <message>
        <source>debt: %1</source>
        <translation>遗留事项：%1</translation>
    </message>
    <message>
        <source>pre-flight</source>
        <translation>预检</translation>
    </message>
    <message>
        <source>runbooks</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>RUNBOOK</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>SECTION</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>PARAMETERS</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>%1: no problems</source>
        <translation>%1：没有问题</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>STARTED (UTC)</source>
        <translation>开始时间（UTC）</translation>
    </message>
    <message>
        <source>OUTCOME</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>END STATE</source>
        <translation>结束状态</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is neither the release nor the cluster, nothing was changed</source>
        <translation>“%1”既不是发布名也不是集群名，没有做任何变更</translation>
    </message>
    <message>
        <source>retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>until %1 by %2: %3</source>
        <translation>由 %2 静默至 %1：%3</translation>
    </message>
    <message>
        <source>inhibited by another alert</source>
        <translation>被另一条告警抑制</translation>
    </message>
    <message>
        <source>no open incident</source>
        <translation>没有未关闭的事件</translation>
    </message>
    <message>
        <source>open incident %1: %2, impact since %3</source>
        <translation>未关闭的事件 %1：%2，影响始于 %3</translation>
    </message>
    <message>
        <source>, in breach: %1</source>
        <translation>，越限：%1</translation>
    </message>
    <message>
        <source>, declared: %1</source>
        <translation>，人工声明：%1</translation>
    </message>
    <message>
        <source>alerts unknown: %1</source>
        <translation>告警情况未知：%1</translation>
    </message>
    <message>
        <source>no alert is firing</source>
        <translation>没有正在触发的告警</translation>
    </message>
    <message>
        <source>ALERT</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>SINCE (UTC)</source>
        <translation>开始时间（UTC）</translation>
    </message>
    <message>
        <source>LABELS</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>SILENCED</source>
        <translation>静默</translation>
    </message>
    <message>
        <source>TRIGGER</source>
        <translation>触发条件</translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>当前值</translation>
    </message>
    <message>
        <source>THRESHOLD</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>BASELINE</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>WORST / WHY</source>
        <translation>最差项 / 原因</translation>
    </message>
    <message>
        <source>incidents unknown: %1</source>
        <translation>事件情况未知：%1</translation>
    </message>
    <message>
        <source>error: %1</source>
        <translation>错误：%1</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>示例：</translation>
    </message>
    <message>
        <source>Every verb takes --config, --environment, --data-dir, --language and --json; edgelink-console --help tells of them.</source>
        <translation>每个命令都接受 --config、--environment、--data-dir、--language 和 --json；说明见 edgelink-console --help。</translation>
    </message>
    <message>
        <source>Exit codes: 0 success, 1 failed, 2 usage or configuration, 3 refused by pre-flight or verdict (or not confirmed),
4 cancelled, 5 unknown outcome, 6 journal broken. Progress and errors go to stderr, data alone to stdout; with --json
it is one document, also of what failed. Without --confirm (the exact release or cluster name) nothing is changed.</source>
        <translation>退出码：0 成功，1 失败，2 用法或配置有误，3 被预检或结论拒绝（或未确认），4 已取消，5 结果未知，
6 日志账本的链已断裂。进度和错误写到 stderr，stdout 上只有数据；使用 --json 时 stdout 始终是一个文档，
失败时也一样。没有 --confirm（准确的发布名或集群名）时不做任何变更。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is missing</source>
        <translation>缺少“%1”</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a whole number from 1</source>
        <translation>“%1”不是从 1 起的整数</translation>
    </message>
    <message>
        <source>the verdict is no-go, nothing was rolled back</source>
        <translation>结论为不可回滚，没有回滚任何内容</translation>
    </message>
    <message>
        <source>edgelink-console verdict %1 %2 shows every fact</source>
        <translation>edgelink-console verdict %1 %2 可查看每项事实</translation>
    </message>
    <message>
        <source>at work (process %1)</source>
        <translation>执行中（进程 %1）</translation>
    </message>
    <message>
        <source>the pictures could not be written</source>
        <translation>无法写入截图</translation>
    </message>
    <message>
        <source>choose another --screens</source>
        <translation>请另选 --screens</translation>
    </message>
    <message>
        <source>waiting for a breach of %1, with its suspects</source>
        <translation>等待 %1 越限及其可疑变更</translation>
    </message>
    <message>
        <source>no breach of %1 was seen</source>
        <translation>没有看到 %1 越限</translation>
    </message>
</context>
<context>
    <name>cluster</name>
    <message>
        <source>%1 bytes; more than %2 are not read</source>
        <translation>%1 字节；超过 %2 则不读取</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>内容为空</translation>
    </message>
    <message>
        <source>no memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>it is not an object</source>
        <translation>不是对象</translation>
    </message>
    <message>
        <source>it is a &quot;%1&quot;, not a list</source>
        <translation>是“%1”，不是列表</translation>
    </message>
    <message>
        <source>items is not a list</source>
        <translation>items 不是列表</translation>
    </message>
    <message>
        <source>item %1 has no name</source>
        <translation>第 %1 项没有名称</translation>
    </message>
    <message>
        <source>it holds no workloads</source>
        <translation>不含任何工作负载</translation>
    </message>
    <message>
        <source>a watch event of type &quot;%1&quot;</source>
        <translation>类型为“%1”的 watch 事件</translation>
    </message>
    <message>
        <source>a watch event without an object</source>
        <translation>watch 事件不含对象</translation>
    </message>
    <message>
        <source>a watch event without a resourceVersion</source>
        <translation>watch 事件不含 resourceVersion</translation>
    </message>
    <message>
        <source>a watch event whose object has no name</source>
        <translation>watch 事件的对象没有名称</translation>
    </message>
    <message>
        <source>it is a &quot;%1&quot;, not a Table</source>
        <translation>是“%1”，不是 Table</translation>
    </message>
    <message>
        <source>a row has not as many cells as there are columns</source>
        <translation>某行的单元格数与列数不符</translation>
    </message>
    <message>
        <source>the API server does not accept the credentials</source>
        <translation>API 服务器不接受该凭据</translation>
    </message>
    <message>
        <source>log in again, or check the context&apos;s user</source>
        <translation>请重新登录，或检查上下文的用户</translation>
    </message>
    <message>
        <source>%1 may not %2 %3</source>
        <translation>%1 无权 %2 %3</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>不允许</translation>
    </message>
    <message>
        <source>ask for that verb, or use a context that has it</source>
        <translation>请申请该动词的权限，或改用拥有该权限的上下文</translation>
    </message>
    <message>
        <source>it does not exist</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>what was known is too old</source>
        <translation>已知状态过旧</translation>
    </message>
    <message>
        <source>the API server is too busy</source>
        <translation>API 服务器过于繁忙</translation>
    </message>
    <message>
        <source>the API server answered %1</source>
        <translation>API 服务器应答 %1</translation>
    </message>
    <message>
        <source>the kubeconfig names it as the file with the token</source>
        <translation>kubeconfig 指定它为令牌文件</translation>
    </message>
    <message>
        <source>the file holds no token</source>
        <translation>文件中没有令牌</translation>
    </message>
    <message>
        <source>get credentials for %1</source>
        <translation>获取 %1 的凭据</translation>
    </message>
    <message>
        <source>the exec plugin gave no credentials</source>
        <translation>exec 插件未给出凭据</translation>
    </message>
    <message>
        <source>run it in a terminal; it may want you to log in</source>
        <translation>请在终端中运行它；它可能要求登录</translation>
    </message>
    <message>
        <source>the exec plugin did not end in time; it may wait for an answer</source>
        <translation>exec 插件未及时结束；它可能在等待输入</translation>
    </message>
    <message>
        <source>the exec plugin cannot be started: %1</source>
        <translation>无法启动 exec 插件：%1</translation>
    </message>
    <message>
        <source>the exec plugin gave credentials that have expired</source>
        <translation>exec 插件给出的凭据已到期</translation>
    </message>
    <message>
        <source>check the clock and the plugin&apos;s session</source>
        <translation>请检查时钟和插件的会话</translation>
    </message>
    <message>
        <source>the API server did not answer within %1 s</source>
        <translation>API 服务器在 %1 s 内未应答</translation>
    </message>
    <message>
        <source>it may hang: check the control plane</source>
        <translation>它可能已挂起：请检查控制平面</translation>
    </message>
    <message>
        <source>the reply is longer than %1 bytes</source>
        <translation>应答长于 %1 字节</translation>
    </message>
    <message>
        <source>a watch event is longer than %1 bytes</source>
        <translation>watch 事件长于 %1 字节</translation>
    </message>
    <message>
        <source>the API server refuses the connection</source>
        <translation>API 服务器拒绝连接</translation>
    </message>
    <message>
        <source>check whether it runs</source>
        <translation>请检查它是否在运行</translation>
    </message>
    <message>
        <source>the API server&apos;s name is not known</source>
        <translation>无法解析 API 服务器的名称</translation>
    </message>
    <message>
        <source>no trusted connection to the API server</source>
        <translation>与 API 服务器之间没有可信连接</translation>
    </message>
    <message>
        <source>check certificate-authority and the server&apos;s address in the kubeconfig</source>
        <translation>请检查 kubeconfig 中的 certificate-authority 和服务器地址</translation>
    </message>
    <message>
        <source>the connection to the API server broke</source>
        <translation>与 API 服务器的连接中断</translation>
    </message>
    <message>
        <source>the watch was ended</source>
        <translation>watch 已结束</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is not verified (the kubeconfig says so)</source>
        <translation>未验证服务器证书（kubeconfig 如此设定）</translation>
    </message>
    <message>
        <source>the client certificate or its key cannot be read</source>
        <translation>无法读取客户端证书或其密钥</translation>
    </message>
    <message>
        <source>not a path of the API: %1</source>
        <translation>不是 API 的路径：%1</translation>
    </message>
    <message>
        <source>ask whether one may %1</source>
        <translation>查询是否有权 %1</translation>
    </message>
    <message>
        <source>the answer says neither yes nor no</source>
        <translation>应答既非是也非否</translation>
    </message>
    <message>
        <source>the kubeconfig cannot be used: %1</source>
        <translation>无法使用 kubeconfig：%1</translation>
    </message>
    <message>
        <source>check kubeconfig and context of the environment</source>
        <translation>请检查该环境的 kubeconfig 和上下文</translation>
    </message>
    <message>
        <source>%1 has %2 bytes; more than %3 are not read</source>
        <translation>%1 有 %2 字节；超过 %3 则不读取</translation>
    </message>
    <message>
        <source>%1 is not JSON: byte %2: %3</source>
        <translation>%1 不是 JSON：字节 %2：%3</translation>
    </message>
    <message>
        <source>%1 is not an object</source>
        <translation>%1 不是对象</translation>
    </message>
    <message>
        <source>%1 is not base64 of PEM</source>
        <translation>%1 不是 PEM 的 base64</translation>
    </message>
    <message>
        <source>exec plugin: apiVersion &quot;%1&quot; is not known</source>
        <translation>exec 插件：未知的 apiVersion“%1”</translation>
    </message>
    <message>
        <source>exec plugin: it names no command</source>
        <translation>exec 插件：未指定命令</translation>
    </message>
    <message>
        <source>exec plugin %1 insists on a terminal</source>
        <translation>exec 插件 %1 必须使用终端</translation>
    </message>
    <message>
        <source>the output of kubectl config view</source>
        <translation>kubectl config view 的输出</translation>
    </message>
    <message>
        <source>it has no context &quot;%1&quot;</source>
        <translation>没有上下文“%1”</translation>
    </message>
    <message>
        <source>context &quot;%1&quot; names no known cluster</source>
        <translation>上下文“%1”未指向已知的集群</translation>
    </message>
    <message>
        <source>the server&apos;s address is not usable</source>
        <translation>服务器地址不可用</translation>
    </message>
    <message>
        <source>the server&apos;s address is neither https nor http</source>
        <translation>服务器地址既不是 https 也不是 http</translation>
    </message>
    <message>
        <source>of client certificate and key only one is given</source>
        <translation>客户端证书和密钥只给出了其一</translation>
    </message>
    <message>
        <source>what the exec plugin printed</source>
        <translation>exec 插件的输出</translation>
    </message>
    <message>
        <source>it is no ExecCredential</source>
        <translation>不是 ExecCredential</translation>
    </message>
    <message>
        <source>it speaks %1, not %2</source>
        <translation>使用的是 %1，不是 %2</translation>
    </message>
    <message>
        <source>it holds neither a token nor a certificate</source>
        <translation>既不含令牌也不含证书</translation>
    </message>
    <message>
        <source>its token holds a line break</source>
        <translation>其令牌含换行符</translation>
    </message>
    <message>
        <source>its expirationTimestamp is no time</source>
        <translation>其 expirationTimestamp 不是时间</translation>
    </message>
    <message>
        <source>kubectl did not answer in time</source>
        <translation>kubectl 未及时应答</translation>
    </message>
    <message>
        <source>kubectl cannot reach the API server</source>
        <translation>kubectl 无法连接 API 服务器</translation>
    </message>
    <message>
        <source>kubectl failed without a reason</source>
        <translation>kubectl 失败，未给出原因</translation>
    </message>
    <message>
        <source>read through kubectl every few seconds: the kubeconfig uses %1</source>
        <translation>每隔几秒通过 kubectl 读取：kubeconfig 使用了 %1</translation>
    </message>
    <message>
        <source>kubectl is used for reading only</source>
        <translation>kubectl 仅用于读取</translation>
    </message>
    <message>
        <source>the reading was cancelled</source>
        <translation>读取已取消</translation>
    </message>
    <message>
        <source>the reply is too long</source>
        <translation>应答过长</translation>
    </message>
    <message>
        <source>read the connection of context %1</source>
        <translation>读取上下文 %1 的连接</translation>
    </message>
    <message>
        <source>context %1 of %2</source>
        <translation>%2 的上下文 %1</translation>
    </message>
    <message>
        <source>the connection is made anew</source>
        <translation>正在重新建立连接</translation>
    </message>
    <message>
        <source>more than %1 objects are not read</source>
        <translation>超过 %1 个对象则不读取</translation>
    </message>
    <message>
        <source>pods in %1</source>
        <translation>%1 中的 Pod</translation>
    </message>
    <message>
        <source>deployments in %1</source>
        <translation>%1 中的 Deployment</translation>
    </message>
    <message>
        <source>statefulsets in %1</source>
        <translation>%1 中的 StatefulSet</translation>
    </message>
    <message>
        <source>Helm&apos;s secrets in %1</source>
        <translation>%1 中 Helm 的 Secret</translation>
    </message>
    <message>
        <source>list %1</source>
        <translation>列出 %1</translation>
    </message>
    <message>
        <source>watch %1</source>
        <translation>监视 %1</translation>
    </message>
    <message>
        <source>the reply is not a list</source>
        <translation>应答不是列表</translation>
    </message>
    <message>
        <source>read %1</source>
        <translation>读取 %1</translation>
    </message>
    <message>
        <source>the reply is not a JSON object: byte %1: %2</source>
        <translation>应答不是 JSON 对象：字节 %1：%2</translation>
    </message>
    <message>
        <source>too many questions at once</source>
        <translation>同时进行的请求过多</translation>
    </message>
    <message>
        <source>read the server&apos;s version</source>
        <translation>读取服务器版本</translation>
    </message>
    <message>
        <source>the server does not tell its version</source>
        <translation>服务器未告知版本</translation>
    </message>
    <message>
        <source>the watch ended with an error</source>
        <translation>watch 因错误结束</translation>
    </message>
    <message>
        <source>kubectl does not know what it is asked: it is too old</source>
        <translation>kubectl 不认识这个请求：版本太旧</translation>
    </message>
    <message>
        <source>the reply&apos;s headers are longer than %1 bytes</source>
        <translation>响应头超过 %1 字节</translation>
    </message>
    <message>
        <source>the token has more than one line</source>
        <translation>令牌不止一行</translation>
    </message>
    <message>
        <source>the API server&apos;s reply cannot be read: %1</source>
        <translation>无法读取 API 服务器的应答：%1</translation>
    </message>
</context>
<context>
    <name>command</name>
    <message>
        <source>cancelled before it started</source>
        <translation>启动前已取消</translation>
    </message>
    <message>
        <source>not started, because it could not be recorded: %1</source>
        <translation>未启动，因为无法记录：%1</translation>
    </message>
    <message>
        <source>no program is named</source>
        <translation>未指定程序</translation>
    </message>
    <message>
        <source>an argument holds a NUL character</source>
        <translation>某参数含 NUL 字符</translation>
    </message>
    <message>
        <source>the environment variable &quot;%1&quot; cannot be set</source>
        <translation>无法设置环境变量“%1”</translation>
    </message>
    <message>
        <source>no source of secrets is set up</source>
        <translation>未设置机密来源</translation>
    </message>
    <message>
        <source>the journal does not answer</source>
        <translation>日志账本无应答</translation>
    </message>
    <message>
        <source>Nothing may be changed without a record. Check the disk.</source>
        <translation>没有记录就不得做任何更改。请检查磁盘。</translation>
    </message>
    <message>
        <source>it does not end, not even by SIGKILL</source>
        <translation>进程未结束，SIGKILL 也无效</translation>
    </message>
    <message>
        <source>cancelled; it ignored SIGINT and was killed</source>
        <translation>已取消；它忽略 SIGINT，已被强制终止</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>stopped after %1 s; it ignored SIGINT and was killed</source>
        <translation>%1 s 后停止；它忽略 SIGINT，已被强制终止</translation>
    </message>
    <message>
        <source>stopped after %1 s</source>
        <translation>%1 s 后停止</translation>
    </message>
    <message>
        <source>ended by signal %1</source>
        <translation>因信号 %1 结束</translation>
    </message>
    <message>
        <source>ended with exit code %1</source>
        <translation>结束，退出码 %1</translation>
    </message>
    <message>
        <source>ended with success</source>
        <translation>成功结束</translation>
    </message>
    <message>
        <source>%1, but that could not be recorded: %2</source>
        <translation>%1，但无法记录：%2</translation>
    </message>
    <message>
        <source>a command with this id is running already</source>
        <translation>具有此 id 的命令已在运行</translation>
    </message>
    <message>
        <source>no file for the command&apos;s output can be made</source>
        <translation>无法为命令输出创建文件</translation>
    </message>
    <message>
        <source>Check the data folder&apos;s owner and free space. Nothing was started.</source>
        <translation>请检查数据文件夹的所有者和剩余空间。未启动任何操作。</translation>
    </message>
    <message numerus="yes">
        <source>… %n line(s) left out here; the record holds them all</source>
        <translation>
            <numerusform>… 此处略去 %n 行；记录中保留全部</numerusform>
        </translation>
    </message>
    <message>
        <source>Check the tool&apos;s path in the configuration, and the working directory.</source>
        <translation>请检查配置中的工具路径和工作目录。</translation>
    </message>
    <message>
        <source>the program could not be started</source>
        <translation>无法启动程序</translation>
    </message>
    <message>
        <source>%1. Check the tool&apos;s path in the configuration, and the working directory.</source>
        <translation>%1。请检查配置中的工具路径和工作目录。</translation>
    </message>
</context>
<context>
    <name>config</name>
    <message>
        <source>a Kubernetes name (lower-case letters, digits, &quot;-&quot;)</source>
        <translation>Kubernetes 名称（小写字母、数字、“-”）</translation>
    </message>
    <message>
        <source>%1: credentials may not stand in a URL; use user and password: {file: …}, or bearer</source>
        <translation>%1：URL 中不得含凭据；请使用 user 和 password: {file: …}，或 bearer</translation>
    </message>
    <message>
        <source>an address like https://host:port/prefix</source>
        <translation>https://host:port/prefix 这样的地址</translation>
    </message>
    <message>
        <source>either bearer or user and password</source>
        <translation>bearer，或者 user 和 password</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者皆有</translation>
    </message>
    <message>
        <source>%1 is missing: a password needs a user</source>
        <translation>%1 缺失：有密码就必须有用户</translation>
    </message>
    <message>
        <source>%1: credentials would travel in clear text; use https</source>
        <translation>%1：凭据会以明文传输；请使用 https</translation>
    </message>
    <message>
        <source>exactly one of url and service</source>
        <translation>url 和 service 中恰有一个</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>两者皆无</translation>
    </message>
    <message>
        <source>postgresql://user@host:port/database</source>
        <translation>postgresql://user@host:port/database</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>其他内容</translation>
    </message>
    <message>
        <source>%1: a password may not stand in a URL; use password: {file: …}, {env: …} or {keyring: …}</source>
        <translation>%1：URL 中不得含密码；请使用 password: {file: …}、{env: …} 或 {keyring: …}</translation>
    </message>
    <message>
        <source>kind/name, such as deployment/api-gateway</source>
        <translation>kind/name，例如 deployment/api-gateway</translation>
    </message>
    <message>
        <source>min not above max</source>
        <translation>min 不大于 max</translation>
    </message>
    <message>
        <source>environments: expected a name of letters, digits, &quot;-&quot;, &quot;_&quot;, found another</source>
        <translation>environments：应为由字母、数字、“-”、“_”组成的名称，实非如此</translation>
    </message>
    <message>
        <source>1: only a drill may compress time, real windows are exact</source>
        <translation>1：只有演练可以压缩时间，真实的观察期不作压缩</translation>
    </message>
    <message>
        <source>at least one environment</source>
        <translation>至少一个环境</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>%1 之一</translation>
    </message>
    <message>
        <source>%1: expected %2, found %3</source>
        <translation>%1：应为%2，实为%3</translation>
    </message>
    <message numerus="yes">
        <source>%n more problem(s) in this file.</source>
        <translation>
            <numerusform>此文件还有 %n 个问题。</numerusform>
        </translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>a mapping with the keys %1</source>
        <translation>含键 %1 的映射</translation>
    </message>
    <message>
        <source>one of %1 (did you mean &quot;%2&quot;?)</source>
        <translation>%1 之一（是否想写“%2”？）</translation>
    </message>
    <message>
        <source>unknown key</source>
        <translation>未知键</translation>
    </message>
    <message>
        <source>unknown key in %1</source>
        <translation>%1 中的未知键</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>缺少 %1</translation>
    </message>
    <message>
        <source>at most %1 characters</source>
        <translation>至多 %1 个字符</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1 (did you mean &quot;%2&quot;?)</source>
        <translation>%1（是否想写“%2”？）</translation>
    </message>
    <message>
        <source>a number from %1 to %2</source>
        <translation>%1 至 %2 之间的数字</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>%1 至 %2 之间的整数</translation>
    </message>
    <message>
        <source>a duration from %1 to %2, such as &quot;15s&quot; or &quot;30m&quot;</source>
        <translation>%1 至 %2 之间的时长，例如“15s”或“30m”</translation>
    </message>
    <message>
        <source>%1: a secret may not stand in this file; expected where to find it: {file: …}, {env: …} or {keyring: …}, found a literal</source>
        <translation>%1：此文件中不得含机密；应写明其所在之处：{file: …}、{env: …} 或 {keyring: …}，实为字面值</translation>
    </message>
    <message>
        <source>exactly one of %1</source>
        <translation>%1 中恰有一个</translation>
    </message>
    <message>
        <source>%1: not the name of an environment variable</source>
        <translation>%1：不是环境变量的名称</translation>
    </message>
    <message>
        <source>the secret&apos;s file does not exist</source>
        <translation>机密文件不存在</translation>
    </message>
    <message>
        <source>the secret&apos;s file cannot be opened</source>
        <translation>无法打开机密文件</translation>
    </message>
    <message>
        <source>the secret&apos;s file is not a regular file</source>
        <translation>机密文件不是普通文件</translation>
    </message>
    <message>
        <source>the secret&apos;s file is open to other users</source>
        <translation>机密文件对其他用户开放</translation>
    </message>
    <message>
        <source>Make it yours alone: chmod 600.</source>
        <translation>请设为仅自己可访问：chmod 600。</translation>
    </message>
    <message>
        <source>the secret&apos;s file belongs to another user</source>
        <translation>机密文件属于其他用户</translation>
    </message>
    <message>
        <source>the secret&apos;s file cannot be read</source>
        <translation>无法读取机密文件</translation>
    </message>
    <message>
        <source>the secret&apos;s file is larger than 64 KiB</source>
        <translation>机密文件大于 64 KiB</translation>
    </message>
    <message>
        <source>the secret&apos;s file is empty</source>
        <translation>机密文件为空</translation>
    </message>
    <message>
        <source>the environment variable is not set</source>
        <translation>环境变量未设置</translation>
    </message>
    <message>
        <source>either baseline or baseline_query</source>
        <translation>baseline 或 baseline_query 二者之一</translation>
    </message>
    <message>
        <source>a percentage of the measured baseline, above 0 and at most 1000</source>
        <translation>实测基线的百分比，大于 0 且不超过 1000</translation>
    </message>
    <message>
        <source>a list of triggers</source>
        <translation>触发条件列表</translation>
    </message>
    <message>
        <source>a unique id of lower-case letters, digits and &quot;-&quot;</source>
        <translation>由小写字母、数字和“-”组成的唯一 id</translation>
    </message>
    <message>
        <source>at most %1 triggers</source>
        <translation>至多 %1 个触发条件</translation>
    </message>
    <message>
        <source>the built-in triggers are missing from this build</source>
        <translation>此构建缺少内置触发条件</translation>
    </message>
    <message>
        <source>an alias refers to what contains it</source>
        <translation>别名引用了包含它自身的内容</translation>
    </message>
    <message>
        <source>nested deeper than %1 levels</source>
        <translation>嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>more than %1 values once aliases are expanded</source>
        <translation>别名展开后超过 %1 个值</translation>
    </message>
    <message>
        <source>a key must be text, found %1</source>
        <translation>键必须是文本，实为%1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; stands here twice, first in line %2</source>
        <translation>“%1”在此出现两次，首次在第 %2 行</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>a mapping</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>the file has more than %1 bytes</source>
        <translation>文件超过 %1 字节</translation>
    </message>
    <message>
        <source>not UTF-8 text</source>
        <translation>不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>a NUL byte: this is not a text file</source>
        <translation>含 NUL 字节：这不是文本文件</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>more than one document: expected one</source>
        <translation>含多个文档：应只有一个</translation>
    </message>
    <message>
        <source>not valid YAML: %1</source>
        <translation>不是有效的 YAML：%1</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有此文件</translation>
    </message>
    <message>
        <source>this is not a regular file</source>
        <translation>这不是普通文件</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>reading failed</source>
        <translation>读取失败</translation>
    </message>
    <message>
        <source>the keyring does not answer</source>
        <translation>密钥环没有应答</translation>
    </message>
    <message>
        <source>Unlock or restart it, or use {file: …} with mode 0600.</source>
        <translation>请解锁或重启密钥环，或使用权限为 0600 的 {file: …}。</translation>
    </message>
    <message>
        <source>no keyring can be reached</source>
        <translation>无法连接任何密钥环</translation>
    </message>
    <message>
        <source>Log in to a desktop session with a keyring, or use {file: …} with mode 0600, or {env: …}.</source>
        <translation>请登录带有密钥环的桌面会话，或使用权限为 0600 的 {file: …}，或 {env: …}。</translation>
    </message>
    <message>
        <source>not the name of a keyring entry</source>
        <translation>不是密钥环条目的名称</translation>
    </message>
    <message>
        <source>Write service/user, as in: secret-tool store --label=EdgeLink service edgelink username database</source>
        <translation>请写成 service/user，例如：secret-tool store --label=EdgeLink service edgelink username database</translation>
    </message>
    <message>
        <source>the keyring has no such entry</source>
        <translation>密钥环中没有这个条目</translation>
    </message>
    <message>
        <source>Store it: secret-tool store --label=EdgeLink service %1 username %2</source>
        <translation>请存入：secret-tool store --label=EdgeLink service %1 username %2</translation>
    </message>
    <message>
        <source>the keyring has more than one such entry</source>
        <translation>密钥环中有多个这样的条目</translation>
    </message>
    <message>
        <source>Remove all but one.</source>
        <translation>请只保留一个。</translation>
    </message>
    <message>
        <source>the keyring is locked</source>
        <translation>密钥环已锁定</translation>
    </message>
    <message>
        <source>Unlock it, then try again.</source>
        <translation>请解锁后重试。</translation>
    </message>
    <message>
        <source>the keyring&apos;s entry is empty</source>
        <translation>密钥环条目为空</translation>
    </message>
    <message>
        <source>%1: not the name of a keyring entry; expected service/user</source>
        <translation>%1：不是密钥环条目的名称；应为 service/user</translation>
    </message>
    <message>
        <source>nothing here reads libpq&apos;s service files</source>
        <translation>这里不读取 libpq 的服务文件</translation>
    </message>
</context>
<context>
    <name>console</name>
    <message>
        <source>the data folder cannot be made private to you</source>
        <translation>无法将数据文件夹设为仅您可访问</translation>
    </message>
    <message>
        <source>choose another one with --data-dir</source>
        <translation>请用 --data-dir 选择另一个</translation>
    </message>
    <message>
        <source>the configuration has no environment &apos;%1&apos;</source>
        <translation>配置中没有环境“%1”</translation>
    </message>
    <message>
        <source>it has: %1</source>
        <translation>已有：%1</translation>
    </message>
    <message>
        <source>this is no run&apos;s id</source>
        <translation>这不是运行的编号</translation>
    </message>
    <message>
        <source>edgelink-console runs lists them</source>
        <translation>edgelink-console runs 可列出全部运行</translation>
    </message>
    <message>
        <source>the request could not be left</source>
        <translation>无法留下请求</translation>
    </message>
    <message>
        <source>check the folder&apos;s owner and free space</source>
        <translation>请检查文件夹的属主和剩余空间</translation>
    </message>
    <message>
        <source>everybody may write into this folder, so no record can be kept in it</source>
        <translation>任何人都可以写入此文件夹，因此不能在其中保存记录</translation>
    </message>
</context>
<context>
    <name>database</name>
    <message>
        <source>database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>check database.url or database.service of the environment</source>
        <translation>请检查该环境的 database.url 或 database.service</translation>
    </message>
    <message>
        <source>it needs either a service or a URL</source>
        <translation>需要 service 或 URL 二者之一</translation>
    </message>
    <message>
        <source>the URL does not start with postgresql://</source>
        <translation>URL 未以 postgresql:// 开头</translation>
    </message>
    <message>
        <source>the URL cannot be understood</source>
        <translation>无法解析 URL</translation>
    </message>
    <message>
        <source>the URL holds a password; name a file, variable or keyring entry instead</source>
        <translation>URL 含密码；请改为指定文件、变量或密钥环条目</translation>
    </message>
    <message>
        <source>database service %1</source>
        <translation>数据库服务 %1</translation>
    </message>
    <message>
        <source>database %1 at %2:%3</source>
        <translation>%2:%3 上的数据库 %1</translation>
    </message>
    <message>
        <source>the database cannot be reached</source>
        <translation>无法连接数据库</translation>
    </message>
    <message>
        <source>check that it runs and that the console may connect</source>
        <translation>请检查它是否在运行，以及控制台是否可以连接</translation>
    </message>
    <message>
        <source>the password cannot be looked up</source>
        <translation>无法查得密码</translation>
    </message>
    <message>
        <source>a table does not exist</source>
        <translation>某个表不存在</translation>
    </message>
    <message>
        <source>not allowed to read it</source>
        <translation>无权读取</translation>
    </message>
    <message>
        <source>ask for SELECT on it</source>
        <translation>请申请对它的 SELECT 权限</translation>
    </message>
    <message>
        <source>the database refuses the question</source>
        <translation>数据库拒绝该查询</translation>
    </message>
    <message>
        <source>the database&apos;s answer cannot be read</source>
        <translation>无法读取数据库的应答</translation>
    </message>
    <message>
        <source>the database did not answer within %1 s</source>
        <translation>数据库在 %1 s 内未应答</translation>
    </message>
    <message>
        <source>it may hang: check the server</source>
        <translation>它可能已挂起：请检查服务器</translation>
    </message>
    <message>
        <source>schema_migrations is not golang-migrate&apos;s: one row is wanted</source>
        <translation>schema_migrations 不是 golang-migrate 的：应恰有一行</translation>
    </message>
    <message>
        <source>too many tables at once</source>
        <translation>一次查询的表过多</translation>
    </message>
    <message>
        <source>the database service cannot be used</source>
        <translation>无法使用该数据库服务</translation>
    </message>
    <message>
        <source>define [%1] with host, user and dbname in %2, or correct it there</source>
        <translation>请在 %2 中定义或更正 [%1]（host、user 和 dbname）</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>the database service holds no password any more</source>
        <translation>该数据库服务中已不再有密码</translation>
    </message>
</context>
<context>
    <name>edgelink::AlertModel</name>
    <message>
        <source>silenced</source>
        <translation>已静默</translation>
    </message>
    <message>
        <source>silenced by %1 until %2 UTC</source>
        <translation>由 %1 静默至 %2 UTC</translation>
    </message>
    <message>
        <source>inhibited</source>
        <translation>已抑制（inhibited）</translation>
    </message>
    <message>
        <source>suppressed</source>
        <translation>已屏蔽（suppressed）</translation>
    </message>
    <message>
        <source>firing</source>
        <translation>触发中</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重级别</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Since (UTC)</source>
        <translation>起始时间（UTC）</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>edgelink::RevisionModel</name>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>first installation</source>
        <translation>首次安装</translation>
    </message>
    <message>
        <source>oldest kept</source>
        <translation>保留的最早修订版</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>无变化</translation>
    </message>
    <message>
        <source>live</source>
        <translation>当前运行</translation>
    </message>
    <message>
        <source>proposed target</source>
        <translation>建议目标</translation>
    </message>
    <message>
        <source>pending: an operation did not end</source>
        <translation>待定：某项操作未结束</translation>
    </message>
    <message>
        <source>does not fit the database&apos;s schema</source>
        <translation>与数据库的 schema 不符</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>修订版</translation>
    </message>
    <message>
        <source>Updated (UTC)</source>
        <translation>更新时间（UTC）</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>App version</source>
        <translation>应用版本</translation>
    </message>
    <message>
        <source>Image changes</source>
        <translation>镜像变化</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>数据库模式</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
</context>
<context>
    <name>edgelink::TimelineModel</name>
    <message>
        <source>Time (UTC)</source>
        <translation>时间（UTC）</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Run and step</source>
        <translation>运行与步骤</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>edgelink::WorkloadModel</name>
    <message numerus="yes">
        <source>%n pod(s) in CrashLoopBackOff</source>
        <translation>
            <numerusform>%n 个 Pod 处于 CrashLoopBackOff</numerusform>
        </translation>
    </message>
    <message>
        <source>stuck: the rollout passed its deadline</source>
        <translation>停滞：滚动发布已超过期限</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>rolled out and ready</source>
        <translation>滚动发布完成并就绪</translation>
    </message>
    <message>
        <source>rolling out</source>
        <translation>滚动发布中</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>已更新</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>edgelink::drill::Words</name>
    <message>
        <source>is no fault of this sandbox</source>
        <translation>不是此沙箱的故障</translation>
    </message>
    <message>
        <source>Known: %1.</source>
        <translation>已知：%1。</translation>
    </message>
    <message>
        <source>drill: inject %1</source>
        <translation>演练：注入 %1</translation>
    </message>
    <message>
        <source>the sandbox accepted the fault %1, but does not show it as active</source>
        <translation>沙箱接受了故障 %1，但未显示其生效</translation>
    </message>
    <message>
        <source>drill: clear all faults</source>
        <translation>演练：清除所有故障</translation>
    </message>
    <message>
        <source>the sandbox cleared its faults, but still shows some as active</source>
        <translation>沙箱已清除故障，但仍显示部分故障生效</translation>
    </message>
    <message>
        <source>drill: start the sandbox</source>
        <translation>演练：启动沙箱</translation>
    </message>
    <message>
        <source>the sandbox says that it is up, but its state is not &quot;ready&quot;</source>
        <translation>沙箱称已启动，但其状态不是“ready”</translation>
    </message>
    <message>
        <source>edgelink-sandbox is not known</source>
        <translation>edgelink-sandbox 未知</translation>
    </message>
    <message>
        <source>Start the drill with packaging/run.</source>
        <translation>请用 packaging/run 启动演练。</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>is larger than %1 KiB</source>
        <translation>大于 %1 KiB</translation>
    </message>
    <message>
        <source>is no JSON object: %1 at byte %2</source>
        <translation>不是 JSON 对象：%1，字节 %2 处</translation>
    </message>
    <message>
        <source>has schema %1; this console knows 1</source>
        <translation>schema 为 %1；此控制台只支持 1</translation>
    </message>
    <message>
        <source>there is no sandbox</source>
        <translation>没有沙箱</translation>
    </message>
    <message>
        <source>the sandbox is &quot;%1&quot;, without faults</source>
        <translation>沙箱状态为“%1”，无故障</translation>
    </message>
    <message>
        <source>the sandbox is &quot;%1&quot;, with the faults %2</source>
        <translation>沙箱状态为“%1”，生效故障：%2</translation>
    </message>
    <message>
        <source>the console was cut off before it saw how this ended</source>
        <translation>控制台在看到结果之前被中断</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the language&apos;s name for --language</comment>
        <translation>zh_CN</translation>
    </message>
</context>
<context>
    <name>edgelink::runbook::RunbookEngine</name>
    <message>
        <source>the console is closing</source>
        <translation>控制台正在关闭</translation>
    </message>
    <message>
        <source>this run is already under way here</source>
        <translation>此运行已在本控制台进行中</translation>
    </message>
    <message>
        <source>too many runs are prepared at once</source>
        <translation>同时准备的运行过多</translation>
    </message>
    <message>
        <source>confirm or stop one of them</source>
        <translation>请确认或停止其中一个</translation>
    </message>
    <message>
        <source>this run is for another environment</source>
        <translation>此运行针对另一个环境</translation>
    </message>
    <message>
        <source>the console is open on %1</source>
        <translation>控制台当前打开的是 %1</translation>
    </message>
    <message>
        <source>another run is changing %1 now</source>
        <translation>另一次运行正在更改 %1</translation>
    </message>
    <message>
        <source>wait for its end or stop it</source>
        <translation>请等待其结束或将其停止</translation>
    </message>
    <message>
        <source>this run does not await confirmation</source>
        <translation>此运行不在等待确认</translation>
    </message>
    <message>
        <source>no runbook can be used</source>
        <translation>没有可用的手册</translation>
    </message>
</context>
<context>
    <name>edgelink::shell::ArmDialog</name>
    <message>
        <source>The session is armed</source>
        <translation>会话已解锁</translation>
    </message>
    <message>
        <source>Arm this session</source>
        <translation>解锁此会话</translation>
    </message>
    <message>
        <source>While it is armed, %1 can change release %2 in namespace %3 on cluster %4, one confirmed step at a time. Arming itself changes nothing; it goes on the record.</source>
        <translation>解锁期间，%1 可以更改集群 %4 命名空间 %3 中的发布 %2，每一步都须确认。解锁本身不做任何更改，并会记录在案。</translation>
    </message>
    <message>
        <source>For</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>解锁时长</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Make the session read-only</source>
        <translation>恢复只读</translation>
    </message>
    <message>
        <source>Arm %1 for %2</source>
        <translation>解锁 %1 %2</translation>
    </message>
    <message>
        <source>Being recorded…</source>
        <translation>正在记录…</translation>
    </message>
</context>
<context>
    <name>edgelink::shell::CommandPalette</name>
    <message>
        <source>Search or act</source>
        <translation>搜索或操作</translation>
    </message>
    <message>
        <source>What to do or where to go</source>
        <translation>要做什么，或去哪里</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Nothing is called that.</source>
        <translation>没有这样的操作。</translation>
    </message>
</context>
<context>
    <name>edgelink::shell::KeyCard</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Everything the console can do, by name</source>
        <translation>按名称查找控制台的全部操作</translation>
    </message>
    <message>
        <source>Next control, in reading order</source>
        <translation>按阅读顺序到下一个控件</translation>
    </message>
    <message>
        <source>Open what has the keyboard</source>
        <translation>打开当前焦点</translation>
    </message>
    <message>
        <source>Back out; nothing is ever lost by it</source>
        <translation>返回；不会丢失任何内容</translation>
    </message>
    <message>
        <source>Zoom and move an open curve</source>
        <translation>缩放和移动打开的曲线</translation>
    </message>
</context>
<context>
    <name>edgelink::shell::LeaveDialog</name>
    <message>
        <source>before its first step</source>
        <translation>尚未开始第一步</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>第 %1 步（共 %2 步）：%3</translation>
    </message>
    <message>
        <source>%1 · waits for your decision, nothing is running</source>
        <translation>%1 · 等待您的决定，没有任何程序在运行</translation>
    </message>
    <message>
        <source>%1 · asked to end, waited for, then read back</source>
        <translation>%1 · 已请求结束，等待其结束后回读状态</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) under way</source>
        <translation>
            <numerusform>%n 个运行正在进行</numerusform>
        </translation>
    </message>
    <message>
        <source>Staying lets it go on, and nothing is lost.</source>
        <translation>留在这里，运行继续，什么也不会丢失。</translation>
    </message>
    <message>
        <source>Stopping asks the running tool to end (SIGINT), waits for it, reads back what it left behind and puts that on the record. What is done stays done; nothing is undone. %1</source>
        <translation>停止会请求正在运行的工具结束（SIGINT），等待它结束，回读它留下的状态并写入记录。已完成的保持不变，不会撤销任何操作。%1</translation>
    </message>
    <message>
        <source>Keep running and stay</source>
        <translation>继续运行并留下</translation>
    </message>
    <message>
        <source>Stop the run first</source>
        <translation>先停止运行</translation>
    </message>
    <message numerus="yes">
        <source>Stopping %n run(s)</source>
        <translation>
            <numerusform>正在停止 %n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>The session ends; the run is being stopped as if you had asked for it.</source>
        <translation>会话即将结束；正在停止运行，如同您亲自请求一样。</translation>
    </message>
    <message>
        <source>Staying keeps the window here; the run is stopped all the same.</source>
        <translation>留下只保留窗口；运行仍会被停止。</translation>
    </message>
    <message>
        <source>Nothing is killed before it was asked to end and waited for. %1</source>
        <translation>任何程序都会先被请求结束并等待，不会直接杀死。%1</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>留在这里</translation>
    </message>
    <message>
        <source>The run has ended by itself</source>
        <translation>运行已自行结束</translation>
    </message>
    <message>
        <source>Nothing is running any more.</source>
        <translation>已没有任何运行在进行。</translation>
    </message>
    <message>
        <source>The session ends.</source>
        <translation>会话即将结束。</translation>
    </message>
    <message>
        <source>Already stopping.</source>
        <translation>已在停止。</translation>
    </message>
    <message>
        <source>waited</source>
        <translation>已等待</translation>
    </message>
</context>
<context>
    <name>edgelink::shell::MainWindow</name>
    <message>
        <source>The record cannot be written, so nothing may be started. %1</source>
        <translation>记录无法写入，因此不能启动任何操作。%1</translation>
    </message>
    <message>
        <source>the record cannot be written</source>
        <translation>记录无法写入</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>指标墙</translation>
    </message>
    <message>
        <source>EdgeLink incident console</source>
        <translation>EdgeLink 事件控制台</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>前往%1</translation>
    </message>
    <message>
        <source>no earlier revision that was once deployed</source>
        <translation>没有曾经部署过的更早修订版</translation>
    </message>
    <message>
        <source>Roll back %1 to revision %2…</source>
        <translation>将 %1 回滚到修订版 %2…</translation>
    </message>
    <message>
        <source>Roll back %1…</source>
        <translation>回滚 %1…</translation>
    </message>
    <message>
        <source>this session may only look</source>
        <translation>此会话只能查看</translation>
    </message>
    <message>
        <source>Compare revisions %1 and %2</source>
        <translation>比较修订版 %1 和 %2</translation>
    </message>
    <message>
        <source>no incident record here</source>
        <translation>此处没有事件记录</translation>
    </message>
    <message>
        <source>Declare an incident by hand…</source>
        <translation>手动声明事件…</translation>
    </message>
    <message>
        <source>Add a note to the record…</source>
        <translation>添加备注到记录…</translation>
    </message>
    <message>
        <source>Open the history of “%1”</source>
        <translation>打开“%1”的历史</translation>
    </message>
    <message>
        <source>Change how long the session is armed…</source>
        <translation>更改解锁时长…</translation>
    </message>
    <message>
        <source>Arm this session…</source>
        <translation>解锁此会话…</translation>
    </message>
    <message>
        <source>Make the session read-only</source>
        <translation>恢复只读</translation>
    </message>
    <message>
        <source>the operator said so</source>
        <translation>操作员要求</translation>
    </message>
    <message>
        <source>it is read-only</source>
        <translation>当前为只读</translation>
    </message>
    <message>
        <source>Look at environment %1</source>
        <translation>查看环境 %1</translation>
    </message>
    <message>
        <source>Filter this page</source>
        <translation>筛选本页</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>切换深色与浅色</translation>
    </message>
    <message>
        <source>Show the keys</source>
        <translation>显示按键</translation>
    </message>
    <message>
        <source>The session stays read-only: %1</source>
        <translation>会话保持只读：%1</translation>
    </message>
    <message>
        <source>there is no record to write to</source>
        <translation>没有可写入的记录</translation>
    </message>
    <message>
        <source>the record did not answer</source>
        <translation>记录没有响应</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>The report could not be written to %1: %2</source>
        <translation>报告无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Drills</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>Close the incident…</source>
        <translation>关闭事件…</translation>
    </message>
    <message>
        <source>no incident is open</source>
        <translation>没有未关闭的事件</translation>
    </message>
    <message>
        <source>Then environment %1 opens.</source>
        <translation>随后打开环境 %1。</translation>
    </message>
    <message>
        <source>Then the window closes.</source>
        <translation>随后关闭窗口。</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>a run is at work</source>
        <translation>有运行正在进行</translation>
    </message>
    <message>
        <source>the verdict is no-go</source>
        <translation>结论为不可回滚</translation>
    </message>
    <message>
        <source>Stop the run…</source>
        <translation>停止运行…</translation>
    </message>
    <message>
        <source>no run is at work</source>
        <translation>没有运行正在执行</translation>
    </message>
    <message>
        <source>the run is stopping already</source>
        <translation>该运行已在停止</translation>
    </message>
    <message>
        <source>the run is another console&apos;s: see the page of all runs</source>
        <translation>该运行属于另一个控制台：见所有运行的页面</translation>
    </message>
</context>
<context>
    <name>edgelink::shell::NavigationBar</name>
    <message>
        <source>Search or act  Ctrl K</source>
        <translation>搜索或操作  Ctrl K</translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>Switch between dark and light</source>
        <translation>切换深色与浅色</translation>
    </message>
    <message>
        <source>%1 local</source>
        <translation>本地 %1</translation>
    </message>
</context>
<context>
    <name>edgelink::shell::SandboxPage</name>
    <message>
        <source>Preparing the sandbox</source>
        <translation>正在准备沙箱</translation>
    </message>
    <message>
        <source>Preparing the drill “%1”</source>
        <translation>正在准备演练“%1”</translation>
    </message>
    <message>
        <source>Components ready</source>
        <translation>就绪的组件</translation>
    </message>
    <message>
        <source>Waiting for the sandbox to be started.</source>
        <translation>等待沙箱启动。</translation>
    </message>
    <message>
        <source>The sandbox did not come up.</source>
        <translation>沙箱未能启动。</translation>
    </message>
    <message>
        <source>The sandbox did not come up: %1</source>
        <translation>沙箱未能启动：%1</translation>
    </message>
    <message>
        <source>%1 did not come up. Its last line says why; starting again begins afresh, and only the tools that were built stay.</source>
        <translation>%1 未能启动，原因见其最后一行；重新启动会从头开始，只保留已构建的工具。</translation>
    </message>
    <message>
        <source>A private Kubernetes, Prometheus and PostgreSQL are being started on this machine. Nothing leaves it.</source>
        <translation>正在本机启动私有的 Kubernetes、Prometheus 和 PostgreSQL，不会访问外部。</translation>
    </message>
    <message>
        <source>Start the sandbox again</source>
        <translation>重新启动沙箱</translation>
    </message>
    <message>
        <source>Components of the sandbox</source>
        <translation>沙箱组件</translation>
    </message>
    <message>
        <source>%1 of %2 ready</source>
        <translation>%1 / %2 就绪</translation>
    </message>
    <message>
        <source>Being started…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>The sandbox is not running.</source>
        <translation>沙箱未在运行。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::AlertDialog</name>
    <message>
        <source>firing since %1</source>
        <translation>触发于 %1</translation>
    </message>
    <message>
        <source>Labels and annotations</source>
        <translation>标签与注解</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Why this alert is silenced</source>
        <translation>静默此告警的原因</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>静默时长</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>For</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Silenced by</source>
        <translation>静默人</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Arm the session…</source>
        <translation>解锁会话…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Silence %1 until %2</source>
        <translation>静默 %1 至 %2</translation>
    </message>
    <message>
        <source>End the silence of %1</source>
        <translation>结束对 %1 的静默</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>Waiting for Alertmanager…</source>
        <translation>等待 Alertmanager…</translation>
    </message>
    <message>
        <source>Alertmanager is not configured.</source>
        <translation>未配置 Alertmanager。</translation>
    </message>
    <message>
        <source>Read-only.</source>
        <translation>只读。</translation>
    </message>
    <message>
        <source>Say why first.</source>
        <translation>请先说明原因。</translation>
    </message>
    <message>
        <source>Alertmanager did not answer.</source>
        <translation>Alertmanager 没有响应。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::AlertsPanel</name>
    <message>
        <source>Alerts</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>%1 firing · %2 silenced</source>
        <translation>%1 触发 · %2 静默</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚未知</translation>
    </message>
    <message>
        <source>Alertmanager does not answer</source>
        <translation>Alertmanager 没有响应</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 条</translation>
    </message>
    <message>
        <source>Nothing is firing.</source>
        <translation>没有告警。</translation>
    </message>
    <message>
        <source>Waiting for Alertmanager.</source>
        <translation>等待 Alertmanager。</translation>
    </message>
    <message>
        <source>silenced until %1</source>
        <translation>静默至 %1</translation>
    </message>
    <message>
        <source>Alertmanager: %1</source>
        <translation>Alertmanager：%1</translation>
    </message>
    <message>
        <source>Check that it runs and can be reached.</source>
        <translation>请确认它在运行且可以访问。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::Arming</name>
    <message>
        <source>the time was up</source>
        <translation>时间已到</translation>
    </message>
    <message>
        <source>another environment was chosen</source>
        <translation>已切换到其他环境</translation>
    </message>
    <message>
        <source>this session only looks</source>
        <translation>此会话只能查看</translation>
    </message>
    <message>
        <source>This session may look but not change anything.</source>
        <translation>此会话只能查看，不能更改。</translation>
    </message>
    <message>
        <source>Read-only: arm the session first.</source>
        <translation>只读：请先解锁会话。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::ChainNotice</name>
    <message>
        <source>BROKEN at event %1: %2</source>
        <translation>链在记录 %1 处断裂：%2</translation>
    </message>
    <message>
        <source>Whether the chain is intact is not known</source>
        <translation>无法得知链是否完好</translation>
    </message>
    <message>
        <source>What stands before it is as it was written; from there on nothing is proven. Leave the file as it is, copy it, and compare the copy with an export or a backup.</source>
        <translation>此前的记录与写入时一致；从该处起，一切均无从证实。请勿改动该文件，先复制一份，再将副本与导出文件或备份比较。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::CloseDialog</name>
    <message>
        <source>Close incident %1</source>
        <translation>关闭事件 %1</translation>
    </message>
    <message>
        <source>It has not recovered: nothing has proved that it is over.</source>
        <translation>它尚未恢复：还没有任何证明表明它已结束。</translation>
    </message>
    <message>
        <source>It was closed already, by %1.</source>
        <translation>它已由 %1 关闭。</translation>
    </message>
    <message>
        <source>It recovered at %1.</source>
        <translation>它已于 %1 恢复。</translation>
    </message>
    <message>
        <source>It has not recovered. Still in breach: %1.</source>
        <translation>它尚未恢复。仍越过阈值：%1。</translation>
    </message>
    <message>
        <source>A remark, if there is one. It is recorded in your name, %1; the report stays open for writing.</source>
        <translation>如有备注请填写。将以你的名义（%1）记录；报告仍可继续填写。</translation>
    </message>
    <message>
        <source>The reason to close it all the same. It is recorded in your name, %1, and stands in the report. A trigger that is in breach now opens no new incident until it was healthy again.</source>
        <translation>仍要关闭它的理由。将以你的名义（%1）记录，并写入报告。目前越过阈值的触发项在恢复正常之前不会再开启新事件。</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Keep it open</source>
        <translation>保持未关闭</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>关闭 %1</translation>
    </message>
    <message>
        <source>Being recorded…</source>
        <translation>正在记录…</translation>
    </message>
    <message>
        <source>It was closed already.</source>
        <translation>它已被关闭。</translation>
    </message>
    <message>
        <source>Write the reason first.</source>
        <translation>请先写明理由。</translation>
    </message>
    <message>
        <source>It was not recorded. Try again.</source>
        <translation>未能记录，请重试。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::CommandLine</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::DecisionBar</name>
    <message>
        <source>Say why it is skipped.</source>
        <translation>请说明跳过的理由。</translation>
    </message>
    <message>
        <source>Retry this step</source>
        <translation>重试此步骤</translation>
    </message>
    <message>
        <source>Skip this step</source>
        <translation>跳过此步骤</translation>
    </message>
    <message>
        <source>Undo this step</source>
        <translation>撤销此步骤</translation>
    </message>
    <message>
        <source>Stop the run here</source>
        <translation>在此停止运行</translation>
    </message>
    <message>
        <source>Reason for skipping (stays in the report)</source>
        <translation>跳过的理由（保留在报告中）</translation>
    </message>
    <message>
        <source>Reason for skipping</source>
        <translation>跳过的理由</translation>
    </message>
    <message>
        <source>This session is read-only.</source>
        <translation>此会话为只读。</translation>
    </message>
    <message>
        <source>The session is armed for %1, but this run is in %2.</source>
        <translation>会话已为 %1 解锁，但此运行属于 %2。</translation>
    </message>
    <message>
        <source>Your answer is being taken.</source>
        <translation>正在接收您的回答。</translation>
    </message>
    <message>
        <source>Your answer came too late and was not used: it was given to an earlier question. This is what is asked now.</source>
        <translation>您的回答来得太晚，未被采用：它回答的是之前的问题。现在问的是这个。</translation>
    </message>
    <message>
        <source>Arm the session…</source>
        <translation>解锁会话…</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::DeclareDialog</name>
    <message>
        <source>A key feature does not work (devices cannot register, connections fail)</source>
        <translation>关键功能不可用（设备注册失败、连接建立失败）</translation>
    </message>
    <message>
        <source>Data is inconsistent (wrong device configuration, topology does not match)</source>
        <translation>数据一致性问题（设备配置错误、拓扑数据不匹配）</translation>
    </message>
    <message>
        <source>A security hole needs an urgent rollback</source>
        <translation>安全漏洞需要紧急回滚</translation>
    </message>
    <message>
        <source>Old clients cannot connect</source>
        <translation>客户端兼容性问题（旧版本客户端无法连接）</translation>
    </message>
    <message>
        <source>Declare an incident</source>
        <translation>声明事件</translation>
    </message>
    <message>
        <source>For what no metric shows. It is recorded in your name, %1, and starts the incident&apos;s clock; nothing on the platform changes.</source>
        <translation>用于指标反映不出的问题。将以您的名义（%1）记录并开始事件计时；平台不会有任何更改。</translation>
    </message>
    <message>
        <source>What was seen, by whom, since when</source>
        <translation>看到了什么、谁看到的、从何时起</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Declare the incident</source>
        <translation>声明该事件</translation>
    </message>
    <message>
        <source>Being recorded…</source>
        <translation>正在记录…</translation>
    </message>
    <message>
        <source>Choose what is wrong first.</source>
        <translation>请先选择问题类型。</translation>
    </message>
    <message>
        <source>Write a note first.</source>
        <translation>请先写备注。</translation>
    </message>
    <message>
        <source>It was not recorded. Try again.</source>
        <translation>未能记录，请重试。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::DiffView</name>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message numerus="yes">
        <source>… more than %n line(s); edgelink-console diff prints all</source>
        <translation>
            <numerusform>… 超过 %n 行；edgelink-console diff 可输出全部</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>edgelink::ui::DrillsPage</name>
    <message>
        <source>No sandbox belongs to this environment</source>
        <translation>此环境没有所属的沙箱</translation>
    </message>
    <message>
        <source>Drills run on a private sandbox of real components: packaging/run brings one up.</source>
        <translation>演练在由真实组件构成的私有沙箱上进行：用 packaging/run 启动一个。</translation>
    </message>
    <message>
        <source>Scenario %1 · windows ×%2 faster · active: %3</source>
        <translation>场景 %1 · 观察期加快 ×%2 · 生效中：%3</translation>
    </message>
    <message>
        <source>no fault</source>
        <translation>无故障</translation>
    </message>
    <message>
        <source>The sandbox is still working on the last change.</source>
        <translation>沙箱仍在处理上一次更改。</translation>
    </message>
    <message>
        <source>No fault is active.</source>
        <translation>没有生效中的故障。</translation>
    </message>
    <message>
        <source>Choose a fault.</source>
        <translation>请选择一个故障。</translation>
    </message>
    <message>
        <source>Inject a fault</source>
        <translation>注入故障</translation>
    </message>
    <message>
        <source>All faults are cleared.</source>
        <translation>所有故障均已清除。</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Components of the sandbox</source>
        <translation>沙箱组件</translation>
    </message>
    <message>
        <source>Clear all faults</source>
        <translation>清除所有故障</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Since (UTC)</source>
        <translation>起始时间（UTC）</translation>
    </message>
    <message>
        <source>Last line</source>
        <translation>最后一行</translation>
    </message>
    <message>
        <source>Reading the state of the sandbox</source>
        <translation>正在读取沙箱状态</translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>不做任何更改</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the names of faults</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>active</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>Inject “%1” into the sandbox</source>
        <translation>将“%1”注入沙箱</translation>
    </message>
    <message>
        <source>Inject “%1”</source>
        <translation>注入“%1”</translation>
    </message>
    <message>
        <source>It changes the sandbox at once, for everybody who looks at it. “Clear all faults” takes it back. It goes on the record.</source>
        <translation>它会立即改变沙箱，所有查看者都会受影响。“清除所有故障”可以收回。此操作会写入记录。</translation>
    </message>
    <message>
        <source>Injecting “%1” …</source>
        <translation>正在注入“%1”…</translation>
    </message>
    <message>
        <source>“%1” is active.</source>
        <translation>“%1”已生效。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::ElapsedLabel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::EnvironmentBand</name>
    <message>
        <source>PRODUCTION</source>
        <translation>生产环境</translation>
    </message>
    <message>
        <source>DISASTER RECOVERY</source>
        <translation>灾备环境</translation>
    </message>
    <message>
        <source>STAGING</source>
        <translation>预发环境</translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation>演练</translation>
    </message>
    <message>
        <source>recovered in %1 · RTO %2</source>
        <translation>%1 内恢复 · RTO %2</translation>
    </message>
    <message>
        <source>%1 · past RTO %2</source>
        <translation>%1 · 已超过 RTO %2</translation>
    </message>
    <message>
        <source>%1 of RTO %2</source>
        <translation>%1 / RTO %2</translation>
    </message>
    <message>
        <source>Show this incident</source>
        <translation>显示此事件</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Armed %1</source>
        <translation>已解锁 %1</translation>
    </message>
    <message>
        <source>Read-only · Arm…</source>
        <translation>只读 · 解锁…</translation>
    </message>
    <message>
        <source>This session may change things until the clock runs out</source>
        <translation>计时结束前，此会话可以更改</translation>
    </message>
    <message>
        <source>Nothing can be changed until the session is armed</source>
        <translation>解锁会话之前不能做任何更改</translation>
    </message>
    <message>
        <source>Environment %1, cluster %2, namespace %3, release %4</source>
        <translation>环境 %1，集群 %2，命名空间 %3，发布 %4</translation>
    </message>
    <message>
        <source>windows ×%1 faster</source>
        <translation>时间窗口缩短至 1/%1</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::ExecutionPane</name>
    <message>
        <source>The exit code alone does not count.</source>
        <translation>仅凭退出码不算成功。</translation>
    </message>
    <message>
        <source>This step cannot be undone.</source>
        <translation>此步骤无法撤销。</translation>
    </message>
    <message>
        <source>Nothing to undo: this step only reads.</source>
        <translation>无需撤销：此步骤只读。</translation>
    </message>
    <message>
        <source>Already stopping.</source>
        <translation>已在停止。</translation>
    </message>
    <message>
        <source>The run is over.</source>
        <translation>运行已结束。</translation>
    </message>
    <message>
        <source>Progress of this step</source>
        <translation>此步骤的进度</translation>
    </message>
    <message>
        <source>Success is when</source>
        <translation>成功条件</translation>
    </message>
    <message>
        <source>What undoes it</source>
        <translation>撤销方式</translation>
    </message>
    <message>
        <source>Stop the run…</source>
        <translation>停止运行…</translation>
    </message>
    <message>
        <source>Stop asks the running tool to end (SIGINT), waits, and then reads back what it left behind.</source>
        <translation>停止会请求正在运行的工具结束（SIGINT），等待其退出，再回读它留下的状态。</translation>
    </message>
    <message>
        <source>Output of this step</source>
        <translation>此步骤的输出</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::FilterField</name>
    <message>
        <source>Filter  /</source>
        <translation>筛选  /</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::MetricChart</name>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Plus and minus zoom, arrows move, zero goes back to the present</source>
        <translation>加减键缩放，方向键移动，0 回到现在</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::NoteDialog</name>
    <message>
        <source>Add a note to the record</source>
        <translation>添加备注到记录</translation>
    </message>
    <message>
        <source>Signed %1. It cannot be changed or removed later.</source>
        <translation>署名 %1。之后不能修改或删除。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add the note</source>
        <translation>添加备注</translation>
    </message>
    <message>
        <source>Write something first.</source>
        <translation>请先填写内容。</translation>
    </message>
    <message>
        <source>It was not recorded. Try again.</source>
        <translation>未能记录，请重试。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::ParametersPane</name>
    <message>
        <source>%1 · %2 · app %3 · %4%5</source>
        <translation>%1 · %2 · 应用 %3 · %4%5</translation>
    </message>
    <message>
        <source> · proposed: the newest that ran before</source>
        <translation> · 建议：此前运行过的最新修订版</translation>
    </message>
    <message>
        <source>What this does differently from the written runbook (section %1), and why:</source>
        <translation>与书面手册（第 %1 节）的不同之处及原因：</translation>
    </message>
    <message>
        <source>Run the pre-flight checks</source>
        <translation>运行预检</translation>
    </message>
    <message>
        <source>The run is being prepared.</source>
        <translation>正在准备运行。</translation>
    </message>
    <message>
        <source>The history has not been read yet.</source>
        <translation>尚未读取历史。</translation>
    </message>
    <message>
        <source>Fill in what is missing.</source>
        <translation>请填写缺少的内容。</translation>
    </message>
    <message>
        <source>%1 · asked for; the history has not been read yet</source>
        <translation>%1 · 按要求；尚未读取历史</translation>
    </message>
    <message>
        <source>%1 · asked for, but not among the revisions that ran before</source>
        <translation>%1 · 按要求，但不在曾经运行过的修订版之中</translation>
    </message>
    <message>
        <source>none is proposed: choose one</source>
        <translation>没有建议的修订版：请选择一个</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::PreflightPane</name>
    <message>
        <source>Pre-flight</source>
        <translation>预检</translation>
    </message>
    <message>
        <source>Refused: a check that must hold does not. Nothing was changed.</source>
        <translation>已拒绝：一项必须满足的检查未满足。未做任何更改。</translation>
    </message>
    <message>
        <source>Only reads. Nothing is changed before the review is confirmed.</source>
        <translation>只读。审阅确认之前不做任何更改。</translation>
    </message>
    <message>
        <source>Checks of the pre-flight</source>
        <translation>预检项目</translation>
    </message>
    <message>
        <source>Run the pre-flight again</source>
        <translation>重新运行预检</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::ReleasesPage</name>
    <message>
        <source>Reading the history of %1</source>
        <translation>正在读取 %1 的历史</translation>
    </message>
    <message>
        <source>%1 has no revisions in %2</source>
        <translation>%1 在 %2 中没有修订版</translation>
    </message>
    <message>
        <source>Check release and namespace in the configuration.</source>
        <translation>请检查配置中的发布和命名空间。</translation>
    </message>
    <message>
        <source>comparing …</source>
        <translation>正在比较 …</translation>
    </message>
    <message>
        <source>%1 and %2 do not differ</source>
        <translation>%1 与 %2 没有差异</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) · %1 → %2</source>
        <translation>
            <numerusform>%n 个对象 · %1 → %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Revision %1 is the newest one: there is nothing to roll back.</source>
        <translation>修订版 %1 已是最新：没有可回滚的内容。</translation>
    </message>
    <message>
        <source>No verdict source is configured.</source>
        <translation>未配置结论来源。</translation>
    </message>
    <message>
        <source>Collecting the facts for revision %1</source>
        <translation>正在收集修订版 %1 的事实</translation>
    </message>
    <message>
        <source>Roll back %1 to revision %2…</source>
        <translation>将 %1 回滚到修订版 %2…</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>回滚…</translation>
    </message>
    <message>
        <source>Waiting for the verdict.</source>
        <translation>正在等待结论。</translation>
    </message>
    <message>
        <source>The verdict is no-go: see the facts.</source>
        <translation>结论为不可回滚：请查看各项事实。</translation>
    </message>
    <message>
        <source>Will change</source>
        <translation>将会更改</translation>
    </message>
    <message>
        <source>Will not be reverted</source>
        <translation>不会还原</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Revisions of %1</source>
        <translation>%1 的修订版</translation>
    </message>
    <message>
        <source>against what is live</source>
        <translation>与线上实况比较</translation>
    </message>
    <message>
        <source>against the newest revision</source>
        <translation>与最新修订版比较</translation>
    </message>
    <message>
        <source>against the revision before</source>
        <translation>与前一修订版比较</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>stale · %1</source>
        <translation>已过时 · %1</translation>
    </message>
    <message>
        <source>History of %1, as helm tells it</source>
        <translation>helm 所述的 %1 历史</translation>
    </message>
    <message>
        <source>Known when the facts are there.</source>
        <translation>收集到事实后即知。</translation>
    </message>
    <message>
        <source>against revision %1</source>
        <translation>与修订版 %1 比较</translation>
    </message>
    <message>
        <source>There is no revision to go back to.</source>
        <translation>没有可以回到的修订版。</translation>
    </message>
    <message>
        <source>Without the history nothing can be judged.</source>
        <translation>没有历史就无法得出结论。</translation>
    </message>
    <message>
        <source>Choose a revision.</source>
        <translation>请选择一个修订版。</translation>
    </message>
    <message>
        <source>Read the history again</source>
        <translation>重新读取历史</translation>
    </message>
    <message>
        <source>There is nothing to roll back.</source>
        <translation>没有可回滚的内容。</translation>
    </message>
    <message>
        <source>There is no verdict: see why above.</source>
        <translation>没有结论：原因见上。</translation>
    </message>
    <message>
        <source>The history has not been read yet.</source>
        <translation>尚未读取历史。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::ReportFields</name>
    <message>
        <source>the journal did not answer</source>
        <translation>日志账本没有应答</translation>
    </message>
    <message>
        <source>What only a person can write</source>
        <translation>只能由人填写的内容</translation>
    </message>
    <message>
        <source>Who and what was affected</source>
        <translation>受影响的人和系统</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>责任人</translation>
    </message>
    <message>
        <source>Data lost: what, how many minutes, or none</source>
        <translation>数据丢失：哪些、多少分钟，或没有</translation>
    </message>
    <message>
        <source>Root cause</source>
        <translation>根本原因</translation>
    </message>
    <message>
        <source>Improvements, one a line</source>
        <translation>改进措施，每行一项</translation>
    </message>
    <message>
        <source>Lessons learned, one a line</source>
        <translation>经验教训，每行一项</translation>
    </message>
    <message>
        <source>There is no incident to write about.</source>
        <translation>没有可填写的事件。</translation>
    </message>
    <message>
        <source>What was written before could not be read: %1</source>
        <translation>此前填写的内容无法读取：%1</translation>
    </message>
    <message>
        <source>Reading what was written before …</source>
        <translation>正在读取此前填写的内容……</translation>
    </message>
    <message>
        <source>Not recorded: %1 The text stays here and is tried again.</source>
        <translation>未记录：%1 文字保留在此，稍后重试。</translation>
    </message>
    <message>
        <source>Being recorded …</source>
        <translation>正在记录……</translation>
    </message>
    <message>
        <source>Not recorded yet.</source>
        <translation>尚未记录。</translation>
    </message>
    <message>
        <source>Recorded in the journal at %1.</source>
        <translation>已于 %1 记入日志账本。</translation>
    </message>
    <message>
        <source>What you write is recorded in the journal by itself.</source>
        <translation>填写的内容会自动记入日志账本。</translation>
    </message>
    <message>
        <source>Record now</source>
        <translation>立即记录</translation>
    </message>
    <message>
        <source>Everything is on record.</source>
        <translation>全部已记录。</translation>
    </message>
    <message>
        <source>A text is longer than %1 characters: what follows is not recorded.</source>
        <translation>有一段文字超过 %1 个字符：超出部分不会记录。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::ReportPage</name>
    <message>
        <source>No incident yet</source>
        <translation>尚无事件</translation>
    </message>
    <message>
        <source>A breach or a declared trigger opens one; its report is written from the journal.</source>
        <translation>越限或已声明的触发条件会开启事件；其报告根据日志账本生成。</translation>
    </message>
    <message>
        <source>There is no incident to report.</source>
        <translation>没有可供报告的事件。</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>The report as it will be printed</source>
        <translation>报告的打印预览</translation>
    </message>
    <message>
        <source>Save as Markdown…</source>
        <translation>另存为 Markdown…</translation>
    </message>
    <message>
        <source>Save as HTML…</source>
        <translation>另存为 HTML…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <translation>另存为 JSON…</translation>
    </message>
    <message>
        <source>Reading which incidents are on record</source>
        <translation>正在读取记录中的事件</translation>
    </message>
    <message>
        <source>Read the incidents again</source>
        <translation>重新读取事件</translation>
    </message>
    <message>
        <source>Write the report again</source>
        <translation>重新生成报告</translation>
    </message>
    <message>
        <source>Writing %1.%2 …</source>
        <translation>正在生成 %1.%2……</translation>
    </message>
    <message>
        <source>the report was cut off</source>
        <translation>报告生成被中断</translation>
    </message>
    <message>
        <source>Written and recorded: %1</source>
        <translation>已写出并记录：%1</translation>
    </message>
    <message>
        <source>%1 is written, but the export is not on record: %2</source>
        <translation>%1 已写出，但导出未能记录：%2</translation>
    </message>
    <message>
        <source>the journal did not answer</source>
        <translation>日志账本没有应答</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>未导出：%1</translation>
    </message>
    <message>
        <source>Which incidents are on record is not known yet.</source>
        <translation>尚不清楚有哪些事件在案。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::ReviewPane</name>
    <message>
        <source>Nothing differs between %1 and %2.</source>
        <translation>%1 与 %2 之间没有差异。</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) change · %1 → %2</source>
        <translation>
            <numerusform>%n 个对象将更改 · %1 → %2</numerusform>
        </translation>
    </message>
    <message>
        <source>This run no longer waits for confirmation.</source>
        <translation>此运行已不再等待确认。</translation>
    </message>
    <message>
        <source>The verdict is no-go: see the facts above.</source>
        <translation>结论为不可回滚：请查看上方各项事实。</translation>
    </message>
    <message>
        <source>A pre-flight check failed: say why it may be overridden.</source>
        <translation>一项预检未通过：请说明为何可以强制通过。</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Cannot be undone.</source>
        <translation>无法撤销。</translation>
    </message>
    <message>
        <source>Exact commands · predicted %1</source>
        <translation>确切命令 · 预计 %1</translation>
    </message>
    <message>
        <source>Exact commands</source>
        <translation>确切命令</translation>
    </message>
    <message>
        <source>Will change</source>
        <translation>将会更改</translation>
    </message>
    <message>
        <source>Will not be reverted</source>
        <translation>不会还原</translation>
    </message>
    <message>
        <source>Facts of the verdict</source>
        <translation>结论所依据的事实</translation>
    </message>
    <message>
        <source>Why the failed pre-flight check may be overridden (stays in the report)</source>
        <translation>未通过的预检为何可以强制通过（保留在报告中）</translation>
    </message>
    <message>
        <source>Reason for overriding a failed check</source>
        <translation>强制通过未通过检查的理由</translation>
    </message>
    <message>
        <source>comparing …</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Collecting the facts for revision %1</source>
        <translation>正在收集修订版 %1 的事实</translation>
    </message>
    <message>
        <source>Collected when the pre-flight has passed</source>
        <translation>预检通过后收集</translation>
    </message>
    <message>
        <source>Known when the facts are there.</source>
        <translation>收集到事实后即知。</translation>
    </message>
    <message>
        <source>Not known: the facts could not be collected.</source>
        <translation>未知：无法收集事实。</translation>
    </message>
    <message>
        <source>This runbook changes no revision.</source>
        <translation>此操作手册不改变修订版。</translation>
    </message>
    <message>
        <source>What was known then stands in the record of this run.</source>
        <translation>当时所知的内容保存在此运行的记录中。</translation>
    </message>
    <message>
        <source>Confirmed; the run is being started.</source>
        <translation>已确认；正在启动运行。</translation>
    </message>
    <message>
        <source>The facts of the verdict are still being collected.</source>
        <translation>仍在收集判定所需的事实。</translation>
    </message>
    <message>
        <source>Collect the facts again</source>
        <translation>重新收集事实</translation>
    </message>
    <message>
        <source>There is no verdict: collect the facts again first.</source>
        <translation>没有结论：请先重新收集事实。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::RevisionDelegate</name>
    <message>
        <source>live</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>proposed target</source>
        <translation>建议目标</translation>
    </message>
    <message>
        <source>! does not fit</source>
        <translation>! 不兼容</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>待定</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::RunPage</name>
    <message>
        <source>predicted %1</source>
        <translation>预计 %1</translation>
    </message>
    <message>
        <source>This runbook changes no revision.</source>
        <translation>此手册不更改任何修订版。</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>The running tool is asked to end and waited for; what it left behind is read back. Steps already done stay done.</source>
        <translation>将请求正在运行的工具结束并等待其退出；随后回读它留下的状态。已完成的步骤保持完成。</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>让它继续</translation>
    </message>
    <message>
        <source>Back to the runs</source>
        <translation>返回运行列表</translation>
    </message>
    <message>
        <source>elapsed</source>
        <translation>已用时</translation>
    </message>
    <message>
        <source>The run was not prepared: there was no answer.</source>
        <translation>运行未能准备：没有得到答复。</translation>
    </message>
    <message>
        <source>There was no answer.</source>
        <translation>没有得到答复。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::RunsPage</name>
    <message>
        <source>Unfinished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>尚无运行</translation>
    </message>
    <message>
        <source>A run was cut off</source>
        <translation>有一次运行被中断</translation>
    </message>
    <message>
        <source>Runbooks</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>‹ All runs</source>
        <translation>‹ 所有运行</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Started (UTC)</source>
        <translation>开始时间（UTC）</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>End state</source>
        <translation>结束状态</translation>
    </message>
    <message>
        <source>there is no runbook “%1”</source>
        <translation>没有名为“%1”的操作手册</translation>
    </message>
    <message>
        <source>edgelink-console runbooks lists those that can be used</source>
        <translation>edgelink-console runbooks 会列出可用的操作手册</translation>
    </message>
    <message>
        <source>Reading the runbooks</source>
        <translation>正在读取操作手册</translation>
    </message>
    <message>
        <source>There is no runbook to run</source>
        <translation>没有可运行的操作手册</translation>
    </message>
    <message>
        <source>Whether a run was cut off is not known</source>
        <translation>是否有运行被中断尚不清楚</translation>
    </message>
    <message>
        <source>Reading the runs from the record</source>
        <translation>正在从记录中读取运行</translation>
    </message>
    <message>
        <source>Runs appear here as soon as one is confirmed.</source>
        <translation>一旦确认运行，便会显示在这里。</translation>
    </message>
    <message>
        <source>“%1” began at %2 and was cut off in step %3 of %4, “%5”.</source>
        <translation>“%1”于 %2 开始，在第 %3 步（共 %4 步）“%5”时被中断。</translation>
    </message>
    <message>
        <source>“%1” began at %2 and was cut off.</source>
        <translation>“%1”于 %2 开始，之后被中断。</translation>
    </message>
    <message>
        <source>Continuing looks first at what is so now; nothing in doubt is assumed.</source>
        <translation>继续时会先查看当前的实际状态；凡有疑问的都不作假定。</translation>
    </message>
    <message>
        <source>1 more run is unfinished; it comes next.</source>
        <translation>还有 1 个运行未完成，随后处理。</translation>
    </message>
    <message>
        <source>%1 more runs are unfinished; they come next.</source>
        <translation>还有 %1 个运行未完成，随后依次处理。</translation>
    </message>
    <message>
        <source>Check the cluster, then continue this run</source>
        <translation>先检查集群，再继续此运行</translation>
    </message>
    <message>
        <source>A run is under way in another console</source>
        <translation>另一个控制台正在执行一个运行</translation>
    </message>
    <message>
        <source>%1 began “%2” at %3.</source>
        <translation>%1 于 %3 开始了“%2”。</translation>
    </message>
    <message>
        <source>Step %1 of %2: “%3”.</source>
        <translation>第 %1 步，共 %2 步：“%3”。</translation>
    </message>
    <message>
        <source>Process %1 on this machine executes it. To stop it from here: edgelink-console stop %2</source>
        <translation>由本机进程 %1 执行。要从此处停止：edgelink-console stop %2</translation>
    </message>
    <message>
        <source>In another console</source>
        <translation>在另一个控制台</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::StatePane</name>
    <message>
        <source>Show the tool&apos;s own text</source>
        <translation>显示工具原文</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::StepSidebar</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>skipped: “%1”</source>
        <translation>已跳过：“%1”</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Pre-flight</source>
        <translation>预检</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>confirmed %1</source>
        <translation>已确认 %1</translation>
    </message>
    <message>
        <source>Summary and report</source>
        <translation>摘要与报告</translation>
    </message>
    <message>
        <source>Steps of this run</source>
        <translation>此运行的步骤</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 项失败</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 项未知</translation>
    </message>
    <message>
        <source>%1 undone</source>
        <translation>%1 项已撤销</translation>
    </message>
    <message>
        <source>%1 skipped</source>
        <translation>%1 项已跳过</translation>
    </message>
    <message>
        <source>%1 warned</source>
        <translation>%1 项有警告</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展开</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::SummaryPane</name>
    <message>
        <source>run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>recovery %1 of RTO %2</source>
        <translation>恢复 %1，RTO %2</translation>
    </message>
    <message>
        <source>%1: overridden, “%2”</source>
        <translation>%1：已强制通过，“%2”</translation>
    </message>
    <message>
        <source>Debt left behind</source>
        <translation>留下的遗留事项</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>无。</translation>
    </message>
    <message>
        <source>Write the incident report</source>
        <translation>撰写事件报告</translation>
    </message>
    <message>
        <source>This run belongs to no incident.</source>
        <translation>此运行不属于任何事件。</translation>
    </message>
    <message>
        <source>recovery not proven yet, RTO %1</source>
        <translation>恢复尚未得到证明，RTO %1</translation>
    </message>
    <message>
        <source>%1 — %2: %3</source>
        <translation>%1 — %2：%3</translation>
    </message>
    <message>
        <source>Skipped, forced, undone, failed or warned</source>
        <translation>已跳过、已强制、已撤销、失败或有警告</translation>
    </message>
    <message>
        <source>Back to the wall</source>
        <translation>返回指标墙</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::SuspectPanel</name>
    <message>
        <source>What changed before %1</source>
        <translation>%1 之前的变更</translation>
    </message>
    <message>
        <source>What changed last</source>
        <translation>最近的变更</translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation>可疑变更</translation>
    </message>
    <message>
        <source>Facts of the verdict</source>
        <translation>结论依据</translation>
    </message>
    <message>
        <source>%1 earlier</source>
        <translation>早 %1</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>晚 %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 项</translation>
    </message>
    <message>
        <source>Revision %1 · %2</source>
        <translation>修订版 %1 · %2</translation>
    </message>
    <message>
        <source>The history is being read.</source>
        <translation>正在读取历史。</translation>
    </message>
    <message>
        <source>Collecting the facts…</source>
        <translation>正在收集依据…</translation>
    </message>
    <message>
        <source>rolling back to revision %1</source>
        <translation>回滚到修订版 %1</translation>
    </message>
    <message>
        <source>No verdict</source>
        <translation>没有结论</translation>
    </message>
    <message>
        <source>%1 of %2 triggers in breach</source>
        <translation>%2 项触发条件中 %1 项越限</translation>
    </message>
    <message>
        <source>%1 of %2 triggers not known</source>
        <translation>%2 项触发条件中 %1 项未知</translation>
    </message>
    <message>
        <source>%1 of %2 triggers pending</source>
        <translation>%2 项触发条件中 %1 项观察中</translation>
    </message>
    <message>
        <source>All %1 triggers quiet</source>
        <translation>%1 项触发条件均正常</translation>
    </message>
    <message>
        <source>Waiting for the first values</source>
        <translation>等待首批数值</translation>
    </message>
    <message>
        <source>Roll back to revision %1…</source>
        <translation>回滚到修订版 %1…</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>回滚…</translation>
    </message>
    <message>
        <source>There is no earlier revision that was once deployed.</source>
        <translation>没有曾经部署过的更早修订版。</translation>
    </message>
    <message>
        <source>Diff %1 ↔ %2</source>
        <translation>差异 %1 ↔ %2</translation>
    </message>
    <message>
        <source>Diff</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>There is nothing to compare with.</source>
        <translation>没有可比较的版本。</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Check whether rolling back is safe</source>
        <translation>检查回滚是否安全</translation>
    </message>
    <message>
        <source>The facts are being collected.</source>
        <translation>正在收集依据。</translation>
    </message>
    <message>
        <source>All quiet. The Releases page offers every revision.</source>
        <translation>所有触发条件均正常。可在“发布”页选择任意修订版。</translation>
    </message>
    <message>
        <source>Looking for what changed …</source>
        <translation>正在查找变更……</translation>
    </message>
    <message>
        <source>Not looked for yet.</source>
        <translation>尚未查找。</translation>
    </message>
    <message>
        <source>Nothing changed shortly before.</source>
        <translation>此前不久没有变更。</translation>
    </message>
    <message>
        <source>Close incident…</source>
        <translation>关闭事件…</translation>
    </message>
    <message>
        <source>Close incident %1</source>
        <translation>关闭事件 %1</translation>
    </message>
    <message>
        <source>Look again for what changed, and check whether rolling back is safe</source>
        <translation>重新查找变更，并检查回滚是否安全</translation>
    </message>
    <message>
        <source>Not everything could be read:</source>
        <translation>未能全部读取：</translation>
    </message>
    <message>
        <source>The search failed:</source>
        <translation>查找失败：</translation>
    </message>
    <message>
        <source>read: %1</source>
        <translation>已读取：%1</translation>
    </message>
    <message>
        <source>Show the running rollback</source>
        <translation>显示正在进行的回滚</translation>
    </message>
    <message>
        <source>Show the run at work</source>
        <translation>显示正在进行的运行</translation>
    </message>
    <message>
        <source>The verdict is no-go: see the facts.</source>
        <translation>结论为不可回滚：请查看各项事实。</translation>
    </message>
    <message>
        <source>The facts are collected again when the run is over.</source>
        <translation>运行结束后会重新收集事实。</translation>
    </message>
    <message>
        <source>Prometheus: %1</source>
        <translation>Prometheus：%1</translation>
    </message>
    <message>
        <source>Check that it runs and can be reached.</source>
        <translation>请确认它在运行且可以访问。</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>step not known yet</source>
        <translation>步骤尚不清楚</translation>
    </message>
    <message>
        <source>Rolling back: %1</source>
        <translation>正在回滚：%1</translation>
    </message>
    <message>
        <source>A run is at work: %1</source>
        <translation>有运行正在进行：%1</translation>
    </message>
    <message>
        <source>It waits for your decision.</source>
        <translation>它在等待您的决定。</translation>
    </message>
    <message>
        <source>It is being stopped.</source>
        <translation>正在停止。</translation>
    </message>
    <message>
        <source>In another console, by %1</source>
        <translation>在另一个控制台，由 %1 执行</translation>
    </message>
    <message>
        <source>Process %1 on this machine executes it.</source>
        <translation>由本机进程 %1 执行。</translation>
    </message>
    <message>
        <source>No revision is known to have run well before the trouble. The Releases page offers every revision.</source>
        <translation>故障开始之前没有已知运行良好的修订版。“发布”页列出所有修订版。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::TextDialog</name>
    <message>
        <source>Copy the text</source>
        <translation>复制全文</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::TimelinePage</name>
    <message>
        <source>Reading the journal</source>
        <translation>正在读取日志账本</translation>
    </message>
    <message>
        <source>Nothing on record here</source>
        <translation>此处没有记录</translation>
    </message>
    <message>
        <source>Every action, breach and note appears as soon as it is durably written.</source>
        <translation>每项操作、越限和备注在可靠落盘后立即显示。</translation>
    </message>
    <message>
        <source>Event %1</source>
        <translation>记录 %1</translation>
    </message>
    <message>
        <source>The chain is being checked.</source>
        <translation>正在校验链。</translation>
    </message>
    <message>
        <source>checking the chain …</source>
        <translation>正在校验链 …</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s), chain intact, head %1</source>
        <translation>
            <numerusform>%n 条记录，链完整，链头 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>This incident only</source>
        <translation>仅此事件</translation>
    </message>
    <message>
        <source>Show reads</source>
        <translation>显示读取</translation>
    </message>
    <message>
        <source>Add a note…</source>
        <translation>添加备注…</translation>
    </message>
    <message>
        <source>Verify the chain</source>
        <translation>校验链</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>No incident is open.</source>
        <translation>没有未关闭的事件。</translation>
    </message>
    <message>
        <source>Read the journal again</source>
        <translation>重新读取日志账本</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有匹配的事件</translation>
    </message>
    <message>
        <source>Search for something else, or show all incidents.</source>
        <translation>请换个搜索词，或显示所有事件。</translation>
    </message>
    <message>
        <source>#%1  %2
%3  %4  %5
run %6  step %7  incident %8
id %9

</source>
        <translation>#%1  %2
%3  %4  %5
运行 %6  步骤 %7  事件 %8
编号 %9

</translation>
    </message>
    <message>
        <source>
previous %1
hash     %2
</source>
        <translation>
前一哈希 %1
本条哈希 %2
</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::TimelinePanel</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Add a note…</source>
        <translation>添加备注…</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show the whole timeline</source>
        <translation>显示完整时间线</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>尚无事件。</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::TriggerDetail</name>
    <message>
        <source>Worst series</source>
        <translation>最差序列</translation>
    </message>
    <message>
        <source>PromQL, as it was sent</source>
        <translation>实际发送的 PromQL</translation>
    </message>
    <message>
        <source>Show the whole error…</source>
        <translation>显示完整错误…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Show this much history</source>
        <translation>显示这段历史</translation>
    </message>
    <message>
        <source>Prometheus warns: %1</source>
        <translation>Prometheus 警告：%1</translation>
    </message>
    <message>
        <source>Wheel, drag or + − zoom · arrows move · 0 goes back to the present</source>
        <translation>滚轮、拖动或 + − 缩放 · 方向键移动 · 0 回到现在</translation>
    </message>
    <message>
        <source>None is known.</source>
        <translation>未知。</translation>
    </message>
    <message>
        <source>The history could not be read: %1</source>
        <translation>无法读取历史：%1</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::TriggerPanel</name>
    <message>
        <source>worst: %1</source>
        <translation>最差：%1</translation>
    </message>
    <message>
        <source>why?</source>
        <translation>原因？</translation>
    </message>
    <message>
        <source>worst</source>
        <translation>最差</translation>
    </message>
    <message>
        <source>Prometheus warns: %1</source>
        <translation>Prometheus 警告：%1</translation>
    </message>
    <message>
        <source>Prometheus warns</source>
        <translation>Prometheus 警告</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::TypedConfirmation</name>
    <message>
        <source>The name matches.</source>
        <translation>名称一致。</translation>
    </message>
    <message>
        <source>Not the name yet.</source>
        <translation>名称还不一致。</translation>
    </message>
    <message>
        <source>Type the name first.</source>
        <translation>请先输入名称。</translation>
    </message>
    <message>
        <source>Type this name to confirm what will be changed:</source>
        <translation>输入此名称以确认要更改的对象：</translation>
    </message>
    <message>
        <source>Type the release (or the cluster, %1) to confirm what will be changed:</source>
        <translation>输入发布名称（或集群名称 %1）以确认要更改的对象：</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>输入 %1 以确认</translation>
    </message>
    <message>
        <source>Arm the session…</source>
        <translation>解锁会话…</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::VerdictPane</name>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>No verdict</source>
        <translation>没有结论</translation>
    </message>
    <message>
        <source>rolling back from revision %1 to %2 · facts read at %3</source>
        <translation>从修订版 %1 回滚到 %2 · 事实读取于 %3</translation>
    </message>
    <message>
        <source>evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Evidence for: %1</source>
        <translation>证据：%1</translation>
    </message>
    <message>
        <source>No verdict needed</source>
        <translation>无需判定</translation>
    </message>
</context>
<context>
    <name>edgelink::ui::WallPage</name>
    <message>
        <source>run started</source>
        <translation>运行开始</translation>
    </message>
    <message>
        <source>run ended</source>
        <translation>运行结束</translation>
    </message>
    <message>
        <source>silenced</source>
        <translation>已静默</translation>
    </message>
    <message>
        <source>The check was cut off.</source>
        <translation>检查被中断。</translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation>修订版 %1</translation>
    </message>
    <message>
        <source>silence ended</source>
        <translation>静默结束</translation>
    </message>
</context>
<context>
    <name>edgelink::verdict::Words</name>
    <message>
        <source>database: its schema stays at version %1, its rows as they are</source>
        <translation>数据库：模式保持在版本 %1，数据行保持原样</translation>
    </message>
    <message>
        <source>database: its schema and rows stay as they are</source>
        <translation>数据库：模式和数据行保持原样</translation>
    </message>
    <message>
        <source>volumes: %1 keep their data</source>
        <translation>卷：%1 保留其数据</translation>
    </message>
    <message>
        <source>CRDs: definitions of %1 stay as they are</source>
        <translation>CRD：%1 的定义保持原样</translation>
    </message>
    <message>
        <source>hooks: what %1 did</source>
        <translation>hook：%1 已产生的结果</translation>
    </message>
    <message>
        <source>was not read</source>
        <translation>未读取</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 以及另外 %2 项</translation>
    </message>
    <message>
        <source>%1 could not be read: %2.</source>
        <translation>%1 无法读取：%2。</translation>
    </message>
    <message>
        <source>Labels and annotations of the live workloads</source>
        <translation>线上工作负载的标签和注解</translation>
    </message>
    <message>
        <source>labels and annotations of Deployments and StatefulSets in %1</source>
        <translation>%1 中 Deployment 和 StatefulSet 的标签和注解</translation>
    </message>
    <message>
        <source>%1 owns this release and would undo the rollback at its next sync: pause it first.</source>
        <translation>%1 管理此发布，会在下次同步时撤销回滚：请先暂停它。</translation>
    </message>
    <message>
        <source>%1 owns this release and is paused: when it goes on, it undoes the rollback unless its source is rolled back too.</source>
        <translation>%1 管理此发布，目前已暂停：一旦恢复，除非其源也已回滚，否则它会撤销此次回滚。</translation>
    </message>
    <message>
        <source>No GitOps controller marks the live workloads as its own.</source>
        <translation>没有 GitOps 控制器将线上工作负载标记为自己所有。</translation>
    </message>
    <message>
        <source>Your permissions</source>
        <translation>您的权限</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>No permission was asked about.</source>
        <translation>未查询任何权限。</translation>
    </message>
    <message>
        <source>You may not: %1. Helm would stop half way and leave the release pending-rollback.</source>
        <translation>您无权：%1。Helm 会中途停止，使发布停在 pending-rollback。</translation>
    </message>
    <message>
        <source>You may not: %1. Needed only if such an object has vanished.</source>
        <translation>您无权：%1。仅当此类对象已消失时才需要。</translation>
    </message>
    <message>
        <source>All %1 permissions that the rollback needs are granted.</source>
        <translation>回滚所需的 %1 项权限均已授予。</translation>
    </message>
    <message>
        <source>The target&apos;s manifest</source>
        <translation>目标的 manifest</translation>
    </message>
    <message>
        <source>Images in the cluster</source>
        <translation>集群中的镜像</translation>
    </message>
    <message>
        <source>%1: running now</source>
        <translation>%1：正在运行</translation>
    </message>
    <message>
        <source>%1: present on a node</source>
        <translation>%1：节点上已有</translation>
    </message>
    <message>
        <source>%1: cannot be pulled: %2</source>
        <translation>%1：无法拉取：%2</translation>
    </message>
    <message>
        <source>%1: ran before; no node says it still has it</source>
        <translation>%1：曾运行过；没有节点报告仍有此镜像</translation>
    </message>
    <message>
        <source>%1: never seen in this cluster</source>
        <translation>%1：在此集群中从未出现</translation>
    </message>
    <message>
        <source>images of the nodes: %1</source>
        <translation>节点上的镜像：%1</translation>
    </message>
    <message>
        <source>Images of the target cannot be pulled: %1.</source>
        <translation>目标的镜像无法拉取：%1。</translation>
    </message>
    <message>
        <source>%1 of %2 images of the target are on no node that says so; whether the registry still has them cannot be proven: %3.</source>
        <translation>目标的镜像中有 %1 个（共 %2 个）没有节点报告存有；无法证明镜像仓库中是否仍有：%3。</translation>
    </message>
    <message>
        <source>All %1 images of the target run now or are on a node.</source>
        <translation>目标的 %1 个镜像均正在运行或已在节点上。</translation>
    </message>
    <message>
        <source>A manifest</source>
        <translation>某个 manifest</translation>
    </message>
    <message>
        <source>manifest of the newest revision against that of revision %1</source>
        <translation>最新修订版的 manifest 与修订版 %1 的 manifest 比较</translation>
    </message>
    <message>
        <source>deleted by the rollback: %1</source>
        <translation>回滚将删除：%1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>kept by helm.sh/resource-policy: %1</source>
        <translation>由 helm.sh/resource-policy 保留：%1</translation>
    </message>
    <message>
        <source>made anew: %1</source>
        <translation>重新创建：%1</translation>
    </message>
    <message>
        <source>Fields that Kubernetes never lets change (selector, volume claim templates, service name) differ in %1: the rollback would fail half way.</source>
        <translation>%1 中有 Kubernetes 不允许更改的字段（selector、卷声明模板、service name）不同：回滚会中途失败。</translation>
    </message>
    <message>
        <source>The rollback deletes %1, which revision %2 does not have.</source>
        <translation>回滚会删除 %1，修订版 %2 中没有它。</translation>
    </message>
    <message>
        <source>%1 stays behind (resource policy keep).</source>
        <translation>%1 会留下（resource policy keep）。</translation>
    </message>
    <message>
        <source>Nothing is deleted; made anew: %1.</source>
        <translation>不删除任何对象；重新创建：%1。</translation>
    </message>
    <message>
        <source>Both revisions have the same objects.</source>
        <translation>两个修订版的对象相同。</translation>
    </message>
    <message>
        <source>Autoscalers</source>
        <translation>自动扩缩器</translation>
    </message>
    <message>
        <source>HorizontalPodAutoscalers in %1</source>
        <translation>%1 中的 HorizontalPodAutoscaler</translation>
    </message>
    <message>
        <source>%1 → %2: %3–%4, now %5</source>
        <translation>%1 → %2：%3–%4，当前 %5</translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>The manifest&apos;s replicas overwrite the autoscaler&apos;s until it reacts; there will be fewer pods: %1.</source>
        <translation>在自动扩缩器反应之前，manifest 的 replicas 会覆盖它的值；Pod 将减少：%1。</translation>
    </message>
    <message>
        <source>The manifest&apos;s replicas are above the autoscaler&apos;s for a moment: %1.</source>
        <translation>manifest 的 replicas 会短时高于自动扩缩器的值：%1。</translation>
    </message>
    <message>
        <source>No autoscaler is concerned.</source>
        <translation>不涉及任何自动扩缩器。</translation>
    </message>
    <message>
        <source>No autoscaled workload loses pods.</source>
        <translation>没有自动扩缩的工作负载会减少 Pod。</translation>
    </message>
    <message>
        <source>Differences between live objects and the newest revision</source>
        <translation>线上对象与最新修订版的差异</translation>
    </message>
    <message>
        <source>live objects against the newest revision&apos;s manifest</source>
        <translation>线上对象与最新修订版的 manifest 比较</translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation>%1 不存在</translation>
    </message>
    <message>
        <source>Objects of the release are missing in the cluster: %1.</source>
        <translation>集群中缺少此发布的对象：%1。</translation>
    </message>
    <message>
        <source>Live objects differ from the newest revision: %1.</source>
        <translation>线上对象与最新修订版不同：%1。</translation>
    </message>
    <message>
        <source>These objects may not be read: %1.</source>
        <translation>这些对象无权读取：%1。</translation>
    </message>
    <message>
        <source>Every live object is as the newest revision says.</source>
        <translation>所有线上对象均与最新修订版一致。</translation>
    </message>
    <message>
        <source>the server does not say what a %1 (%2) is</source>
        <translation>服务器未说明 %1（%2）是什么</translation>
    </message>
    <message>
        <source>no process list</source>
        <translation>没有进程列表</translation>
    </message>
    <message>
        <source>no connection to %1 is configured</source>
        <translation>未配置到 %1 的连接</translation>
    </message>
    <message>
        <source>no answer within %1 s</source>
        <translation>%1 s 内无应答</translation>
    </message>
    <message>
        <source>no answer about &quot;%1&quot;</source>
        <translation>没有关于 &quot;%1&quot; 的应答</translation>
    </message>
    <message>
        <source>the cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>helm</source>
        <translation>helm</translation>
    </message>
    <message>
        <source>the database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>no connection to the cluster is configured</source>
        <translation>未配置到集群的连接</translation>
    </message>
    <message>
        <source>there is no such target revision</source>
        <translation>没有这样的目标修订版</translation>
    </message>
    <message>
        <source>the manifest</source>
        <translation>manifest</translation>
    </message>
    <message>
        <source>is larger than %1 MiB</source>
        <translation>大于 %1 MiB</translation>
    </message>
    <message>
        <source>line %1: a document that is no object</source>
        <translation>第 %1 行：某个文档不是对象</translation>
    </message>
    <message>
        <source>holds more than %1 objects</source>
        <translation>包含超过 %1 个对象</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>an unknown time</source>
        <translation>未知时间</translation>
    </message>
    <message>
        <source>The release&apos;s history</source>
        <translation>发布的历史</translation>
    </message>
    <message>
        <source>The release %1 has no history.</source>
        <translation>发布 %1 没有历史。</translation>
    </message>
    <message>
        <source>No earlier revision was ever deployed: there is nothing to roll back to.</source>
        <translation>此前没有任何修订版部署过：没有可回滚的目标。</translation>
    </message>
    <message>
        <source>Revision %1 is not in the history; Helm keeps only the last ones. The oldest left is %2.</source>
        <translation>修订版 %1 不在历史中；Helm 只保留最近的若干个。现存最早的是 %2。</translation>
    </message>
    <message>
        <source>Revision %1 is %2: it was never deployed successfully.</source>
        <translation>修订版 %1 为 %2：从未成功部署。</translation>
    </message>
    <message>
        <source>Revision %1 is the newest already; rolling back to it only applies it again.</source>
        <translation>修订版 %1 已是最新；回滚到它只会再次应用它。</translation>
    </message>
    <message>
        <source>Revision %1 (%2, app %3) was deployed.</source>
        <translation>修订版 %1（%2，应用 %3）曾部署过。</translation>
    </message>
    <message>
        <source>The release has no history.</source>
        <translation>该发布没有历史。</translation>
    </message>
    <message>
        <source>Nothing is pending; revision %1 is %2.</source>
        <translation>没有待定的操作；修订版 %1 为 %2。</translation>
    </message>
    <message>
        <source>processes of this host (/proc) and Helm&apos;s history; helms on other hosts are only seen by what they write</source>
        <translation>本机进程（/proc）和 Helm 的历史；其他主机上的 helm 只能从其写入的内容看到</translation>
    </message>
    <message>
        <source>A helm is changing this release right now: %1. Helm does not stop two from racing.</source>
        <translation>有 helm 正在更改此发布：%1。Helm 不会阻止两个操作相互竞争。</translation>
    </message>
    <message>
        <source>Revision %1 is %2, and Helm does not say since when: a helm may be at work.</source>
        <translation>修订版 %1 为 %2，Helm 未说明始于何时：可能有 helm 正在运行。</translation>
    </message>
    <message>
        <source>Revision %1 became %2 at %3: a helm may still be at work. Wait until %4, or prove that none runs.</source>
        <translation>修订版 %1 于 %3 变为 %2：可能仍有 helm 在运行。请等到 %4，或证明没有 helm 在运行。</translation>
    </message>
    <message>
        <source>Revision %1 is %2 since %3, longer than Helm waits by default: its helm is most likely gone.</source>
        <translation>修订版 %1 自 %3 起为 %2，已超过 Helm 默认的等待时间：其 helm 很可能已不在。</translation>
    </message>
    <message>
        <source>This host&apos;s processes</source>
        <translation>本机进程</translation>
    </message>
    <message>
        <source>No other helm is seen at work on this release.</source>
        <translation>未见其他 helm 在处理此发布。</translation>
    </message>
    <message>
        <source>A rollback is under way as revision %1 (%2): somebody or the automatic rollback acts already.</source>
        <translation>一次回滚正以修订版 %1（%2）进行：有人或自动回滚已在操作。</translation>
    </message>
    <message>
        <source>Revision %1 rolled back to %2 at %3: somebody or the automatic rollback acted already. See what it did before adding another.</source>
        <translation>修订版 %1 于 %3 回滚到了 %2：有人或自动回滚已操作过。再次回滚之前，请先查看其结果。</translation>
    </message>
    <message>
        <source>Live objects&apos; annotations</source>
        <translation>线上对象的注解</translation>
    </message>
    <message>
        <source>Live objects carry marks of an automatic rollback: %1.</source>
        <translation>线上对象带有自动回滚的标记：%1。</translation>
    </message>
    <message>
        <source>No rollback by anybody else in the last %1 minutes.</source>
        <translation>最近 %1 分钟内没有其他人执行回滚。</translation>
    </message>
    <message>
        <source>The database&apos;s schema version</source>
        <translation>数据库的模式版本</translation>
    </message>
    <message>
        <source>no row</source>
        <translation>没有行</translation>
    </message>
    <message>
        <source>Migration %1 failed half way (dirty): settle the database before any rollback.</source>
        <translation>迁移 %1 中途失败（dirty）：回滚之前请先处理好数据库。</translation>
    </message>
    <message>
        <source>Without the target revision its schema needs are not known.</source>
        <translation>没有目标修订版，就无法得知它对模式的要求。</translation>
    </message>
    <message>
        <source>The configuration does not say which schema versions app %1 runs on (schema_by_app_version); the database is at %2.</source>
        <translation>配置未说明应用 %1 可在哪些模式版本上运行（schema_by_app_version）；数据库当前为 %2。</translation>
    </message>
    <message>
        <source>The database has no migration at all; app %1 runs on %2.</source>
        <translation>数据库没有任何迁移；应用 %1 运行于 %2。</translation>
    </message>
    <message>
        <source>The database is at schema %1; app %2 of revision %3 runs on %4. Migrate %5 first.</source>
        <translation>数据库的模式版本为 %1；修订版 %3 的应用 %2 运行于 %4。请先%5迁移。</translation>
    </message>
    <message>
        <source>down</source>
        <translation>向下</translation>
    </message>
    <message>
        <source>up</source>
        <translation>向上</translation>
    </message>
    <message>
        <source>Schema %1 suits app %2 (runs on %3).</source>
        <translation>模式 %1 适合应用 %2（运行于 %3）。</translation>
    </message>
    <message>
        <source>The target&apos;s hooks</source>
        <translation>目标的 hook</translation>
    </message>
    <message>
        <source>Hooks of revision %1 will run: %2. A failing one leaves the release pending-rollback.</source>
        <translation>修订版 %1 的 hook 将会运行：%2。若有失败，发布会停在 pending-rollback。</translation>
    </message>
    <message>
        <source>Revision %1 has no rollback hooks.</source>
        <translation>修订版 %1 没有回滚 hook。</translation>
    </message>
    <message>
        <source>Revision %1 is %2 since %3: a helm still works on it, or died. Once none does, the runbook helm-pending-recovery is the way out.</source>
        <translation>修订版 %1 自 %3 起处于 %2：仍有 helm 在操作，或它已中断。确认没有 helm 在操作后，请用手册 helm-pending-recovery 解除。</translation>
    </message>
    <message>
        <source>the verdict could not be put on the record: the journal did not answer</source>
        <translation>结论无法记录：日志账本没有应答</translation>
    </message>
    <message>
        <source>Check the disk of this machine, then try again.</source>
        <translation>请检查本机磁盘，然后重试。</translation>
    </message>
    <message>
        <source>the verdict could not be put on the record: %1</source>
        <translation>结论无法记录：%1</translation>
    </message>
    <message>
        <source>label %1=%2</source>
        <translation>标签 %1=%2</translation>
    </message>
    <message>
        <source>annotation %1=%2</source>
        <translation>注解 %1=%2</translation>
    </message>
    <message>
        <source>cordoned</source>
        <translation>已停止调度</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>%1 CPU, %2</source>
        <translation>%1 CPU、%2</translation>
    </message>
    <message>
        <source>Room on the nodes</source>
        <translation>节点余量</translation>
    </message>
    <message>
        <source>asked for beside what runs, at the rollout&apos;s peak:</source>
        <translation>滚动更新峰值时在现有 Pod 之外所需：</translation>
    </message>
    <message>
        <source>%1: %2 ask for more, each by %3</source>
        <translation>%1：%2 个 Pod 请求增加，每个多 %3</translation>
    </message>
    <message>
        <source>%1: %2 more, each %3</source>
        <translation>%1：多 %2 个 Pod，每个 %3</translation>
    </message>
    <message>
        <source>node %1: free %2, places for pods: %3</source>
        <translation>节点 %1：剩余 %2，还可放 %3 个 Pod</translation>
    </message>
    <message>
        <source>node %1 takes no pods: %2</source>
        <translation>节点 %1 不接收 Pod：%2</translation>
    </message>
    <message>
        <source>quota %1: %2</source>
        <translation>配额 %1：%2</translation>
    </message>
    <message>
        <source>has enough left</source>
        <translation>余量足够</translation>
    </message>
    <message>
        <source>Taints, affinity and topology were not looked at.</source>
        <translation>未检查污点、亲和性和拓扑约束。</translation>
    </message>
    <message>
        <source>The rollout needs no more room than is in use.</source>
        <translation>滚动更新不需要比现在更多的余量。</translation>
    </message>
    <message>
        <source>Quota %1 has less left than the rollout asks for at its peak (%2): it may stand still until old pods are gone.</source>
        <translation>配额 %1 的余量少于滚动更新峰值所需（%2）：在旧 Pod 退出之前可能停滞。</translation>
    </message>
    <message>
        <source>No node has room for %1: the rollout waits until old pods are gone or a node is added.</source>
        <translation>没有节点容得下 %1：滚动更新会等到旧 Pod 退出或加入新节点。</translation>
    </message>
    <message>
        <source>The rollout&apos;s extra pods (%1 of them, %2) have room; %3 of %4 nodes take pods.</source>
        <translation>有余量容纳滚动更新所增的 Pod（%1 个，%2）；%4 个节点中有 %3 个接收 Pod。</translation>
    </message>
    <message>
        <source>there are more than %1 pods</source>
        <translation>Pod 超过 %1 个</translation>
    </message>
    <message>
        <source>Replicas of today</source>
        <translation>当前副本数</translation>
    </message>
    <message>
        <source>The namespace&apos;s quotas</source>
        <translation>命名空间的配额</translation>
    </message>
    <message>
        <source>it counts only pods of %1</source>
        <translation>它只计入 %1 范围的 Pod</translation>
    </message>
    <message>
        <source>%1 does not state %2</source>
        <translation>%1 没有写明 %2</translation>
    </message>
    <message>
        <source>it limits %1</source>
        <translation>它限制 %1</translation>
    </message>
    <message>
        <source>%1: limits of each: %2</source>
        <translation>%1：每个的上限：%2</translation>
    </message>
    <message>
        <source>has less left of %1</source>
        <translation>%1 的余量不足</translation>
    </message>
    <message>
        <source>quota %1 cannot be judged: %2</source>
        <translation>配额 %1 无法判断：%2</translation>
    </message>
    <message>
        <source>Whether a quota lets the rollout&apos;s extra pods in cannot be told from here: %1.</source>
        <translation>从这里无法判断配额是否允许滚动更新的额外 Pod：%1。</translation>
    </message>
    <message>
        <source>not of this release: %1: %2</source>
        <translation>不属于此发布：%1：%2</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>会被拒绝：%1</translation>
    </message>
    <message>
        <source>%1: marked immutable, its values are masked and were not compared</source>
        <translation>%1：标记为不可变（immutable），其值已遮蔽，未作比较</translation>
    </message>
    <message>
        <source>Kubernetes refuses the way back, so the rollback would fail half way: %1.</source>
        <translation>Kubernetes 拒绝改回去，因此回滚会中途失败：%1。</translation>
    </message>
    <message>
        <source>If the values of %1 differ, the rollback fails half way: it is marked immutable, and masked values cannot be compared.</source>
        <translation>如果 %1 的值不同，回滚会中途失败：它被标记为不可变（immutable），而遮蔽的值无法比较。</translation>
    </message>
    <message>
        <source>Somebody wrote into live objects; Helm&apos;s merge leaves that there, so a fault in it survives the rollback: %1.</source>
        <translation>有人改写了线上对象；Helm 的合并会保留这些内容，因此其中的故障在回滚后依然存在：%1。</translation>
    </message>
    <message>
        <source>helm waits until they are ready; helm 4 watches them</source>
        <translation>helm 会等待它们就绪；helm 4 以 watch 方式等待</translation>
    </message>
    <message>
        <source>helm waits for a Deployment by its ReplicaSets</source>
        <translation>helm 通过 ReplicaSet 等待 Deployment 就绪</translation>
    </message>
    <message>
        <source>%1: its %2 differs and can never be changed</source>
        <translation>%1：其 %2 不同，而它永远不能更改</translation>
    </message>
    <message>
        <source>%1: a volume cannot shrink from %2 to %3</source>
        <translation>%1：卷不能从 %2 缩小到 %3</translation>
    </message>
    <message>
        <source>%1: it is marked immutable and its data differs</source>
        <translation>%1：它被标记为不可变（immutable），而其数据不同</translation>
    </message>
    <message>
        <source>%1: the mark immutable cannot be taken off</source>
        <translation>%1：不可变（immutable）标记不能去除</translation>
    </message>
    <message>
        <source>not of this release: %1</source>
        <translation>不属于此发布：%1</translation>
    </message>
    <message>
        <source>Revision %1 was deployed; whether it ran when the trouble began could not be read: %2.</source>
        <translation>修订版 %1 曾成功部署；问题开始时运行的是否就是它无法读取：%2。</translation>
    </message>
    <message>
        <source>What revision %1 holds ran when the trouble began (%2), or was deployed since.</source>
        <translation>修订版 %1 的内容在问题开始时（%2）正在运行，或在此之后被部署过。</translation>
    </message>
</context>
<context>
    <name>edgelink::verify::Words</name>
    <message>
        <source>GET /health: HTTP %1, body %2</source>
        <translation>GET /health：HTTP %1，正文 %2</translation>
    </message>
    <message>
        <source> (redirects to %1, not followed)</source>
        <translation> （重定向到 %1，未跟随）</translation>
    </message>
    <message>
        <source>/health answers HTTP %1%2, wanted 200.</source>
        <translation>/health 应答 HTTP %1%2，应为 200。</translation>
    </message>
    <message>
        <source>/health answers 200 with something that is no JSON object (%1).</source>
        <translation>/health 应答 200，但内容不是 JSON 对象（%1）。</translation>
    </message>
    <message>
        <source>/health says status %1, wanted exactly &quot;healthy&quot;.</source>
        <translation>/health 的 status 为 %1，应恰为 &quot;healthy&quot;。</translation>
    </message>
    <message>
        <source>/health answers 200, status &quot;healthy&quot;.</source>
        <translation>/health 应答 200，status 为 &quot;healthy&quot;。</translation>
    </message>
    <message>
        <source>/metrics answers HTTP %1, wanted 200.</source>
        <translation>/metrics 应答 HTTP %1，应为 200。</translation>
    </message>
    <message>
        <source>/metrics carries %1 samples of http_requests_total.</source>
        <translation>/metrics 含有 %1 个 http_requests_total 样本。</translation>
    </message>
    <message>
        <source>/metrics names http_requests_total, but no sample of it is well-formed.</source>
        <translation>/metrics 提到了 http_requests_total，但没有格式正确的样本。</translation>
    </message>
    <message>
        <source>/metrics has no sample of http_requests_total.</source>
        <translation>/metrics 没有 http_requests_total 样本。</translation>
    </message>
    <message>
        <source>%1 bytes, beginning %2</source>
        <translation>%1 字节，开头为 %2</translation>
    </message>
    <message>
        <source>min %1, median %2, max %3 of %4 requests</source>
        <translation>最小 %1，中位数 %2，最大 %3，共 %4 次请求</translation>
    </message>
    <message>
        <source>/health answers in %1 (limit %2 ms on the median).</source>
        <translation>/health 的应答时间：%1（中位数上限 %2 ms）。</translation>
    </message>
    <message>
        <source>/health is slow: %1 (limit %2 ms on the median).</source>
        <translation>/health 缓慢：%1（中位数上限 %2 ms）。</translation>
    </message>
    <message>
        <source>Request %1 of %2 got HTTP %3, so times say nothing.</source>
        <translation>第 %1 次请求（共 %2 次）得到 HTTP %3，因此耗时没有意义。</translation>
    </message>
    <message>
        <source>standard output: %1</source>
        <translation>标准输出：%1</translation>
    </message>
    <message>
        <source>standard error: %1</source>
        <translation>标准错误：%1</translation>
    </message>
    <message>
        <source>%1: no answer within %2 s.</source>
        <translation>%1：%2 秒内无应答。</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>退出码 %1</translation>
    </message>
    <message>
        <source>signal %1</source>
        <translation>信号 %1</translation>
    </message>
    <message>
        <source>no exit code</source>
        <translation>无退出码</translation>
    </message>
    <message>
        <source>%1: failed (%2): %3</source>
        <translation>%1：失败（%2）：%3</translation>
    </message>
    <message>
        <source>%1: answered %2, wanted exactly %3.</source>
        <translation>%1：应答为 %2，要求恰为 %3。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1: answered %2.</source>
        <translation>%1：应答为 %2。</translation>
    </message>
    <message>
        <source>the database&apos;s pod (`database: {pod: …}`)</source>
        <translation>数据库的 Pod（`database: {pod: …}`）</translation>
    </message>
    <message>
        <source>SELECT 1 in %1</source>
        <translation>在 %1 中执行 SELECT 1</translation>
    </message>
    <message>
        <source>Redis&apos; pod (`database: {redis_pod: …}`)</source>
        <translation>Redis 的 Pod（`database: {redis_pod: …}`）</translation>
    </message>
    <message>
        <source>PING in %1</source>
        <translation>在 %1 中执行 PING</translation>
    </message>
    <message>
        <source>the API&apos;s address (`api: {url: …}`)</source>
        <translation>API 的地址（`api: {url: …}`）</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>%1 series where one was expected</source>
        <translation>应为一个序列，实为 %1 个</translation>
    </message>
    <message>
        <source>the value is %1</source>
        <translation>值为 %1</translation>
    </message>
    <message>
        <source>Prometheus</source>
        <translation>Prometheus</translation>
    </message>
    <message>
        <source>recorded when the incident was opened (%1)</source>
        <translation>开启事件时记录（%1）</translation>
    </message>
    <message>
        <source>the journal</source>
        <translation>日志账本</translation>
    </message>
    <message>
        <source>no incident is open, so there is no time before it to compare with</source>
        <translation>当前没有未关闭的事件，因此没有事件之前的时段可供比较</translation>
    </message>
    <message>
        <source>Prometheus remembers nothing of the time before %1</source>
        <translation>Prometheus 没有 %1 之前的数据</translation>
    </message>
    <message>
        <source>measured by Prometheus before %1</source>
        <translation>由 Prometheus 在 %1 之前测得</translation>
    </message>
    <message>
        <source>a trigger `http-5xx` in the thresholds file</source>
        <translation>阈值文件中的触发条件 `http-5xx`</translation>
    </message>
    <message>
        <source>query: %1</source>
        <translation>查询：%1</translation>
    </message>
    <message>
        <source>The 5xx ratio is not known: %1.</source>
        <translation>5xx 占比未知：%1。</translation>
    </message>
    <message>
        <source>%1 of responses are 5xx over %2 (limit %3 %).</source>
        <translation>%2 内 %1 的响应为 5xx（上限 %3 %）。</translation>
    </message>
    <message>
        <source>No baseline from before the incident: %1. The observation will compare with the thresholds alone.</source>
        <translation>没有事件之前的基线：%1。观察将只与阈值比较。</translation>
    </message>
    <message>
        <source>The baseline from before the incident is known for all %1 triggers.</source>
        <translation>全部 %1 个触发条件在事件之前的基线均已知。</translation>
    </message>
    <message>
        <source>No baseline from before the incident for %1.</source>
        <translation>%1 没有事件之前的基线。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>, restarted once</source>
        <translation>，重新开始过 1 次</translation>
    </message>
    <message>
        <source>, restarted %1 times</source>
        <translation>，重新开始过 %1 次</translation>
    </message>
    <message>
        <source>; in breach now: %1</source>
        <translation>；当前越限：%1</translation>
    </message>
    <message>
        <source>; paused, no data: %1</source>
        <translation>；已暂停，无数据：%1</translation>
    </message>
    <message>
        <source> (drill clock ×%1)</source>
        <translation> （演练时钟 ×%1）</translation>
    </message>
    <message>
        <source>%1: median %2, worst %3, limit %4</source>
        <translation>%1：中位数 %2，最差 %3，上限 %4</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>, before the incident %1</source>
        <translation>，事件之前 %1</translation>
    </message>
    <message>
        <source>%1 is %2, was %3</source>
        <translation>%1 现为 %2，原为 %3</translation>
    </message>
    <message>
        <source>No baseline from before the incident was known.</source>
        <translation>没有已知的事件之前的基线。</translation>
    </message>
    <message>
        <source>Baseline: %1</source>
        <translation>基线：%1</translation>
    </message>
    <message>
        <source>All %1 triggers stayed inside their thresholds (%2).</source>
        <translation>全部 %1 个触发条件始终在阈值之内（%2）。</translation>
    </message>
    <message>
        <source>Inside every threshold (%1), but clearly worse than before the incident: %2.</source>
        <translation>均在阈值之内（%1），但明显差于事件之前：%2。</translation>
    </message>
    <message>
        <source>thresholds</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>The step&apos;s time limit (%1) is not longer than the window (%2), so it could never pass. Raise `timeout` in the runbook.</source>
        <translation>步骤的时限（%1）不长于观察期（%2），因此永远无法通过。请在手册中调大 `timeout`。</translation>
    </message>
    <message>
        <source>no baseline to compare with</source>
        <translation>没有可比较的基线</translation>
    </message>
    <message>
        <source>%1 was in breach %2 times</source>
        <translation>%1 越限 %2 次</translation>
    </message>
    <message>
        <source>The window was not completed for want of data: %1.</source>
        <translation>因缺少数据，观察期未完成：%1。</translation>
    </message>
    <message>
        <source>The window was not completed within the step&apos;s time: %1.</source>
        <translation>观察期未能在步骤时限内完成：%1。</translation>
    </message>
    <message>
        <source>Stopped before anything was settled.</source>
        <translation>在得出结论之前已停止。</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 以及另外 %2 项</translation>
    </message>
    <message>
        <source>%1 (release %2)</source>
        <translation>%1（发布 %2）</translation>
    </message>
    <message>
        <source>a connection to the cluster</source>
        <translation>到集群的连接</translation>
    </message>
    <message>
        <source>Deployments and StatefulSets</source>
        <translation>Deployment 和 StatefulSet</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>not ready, phase %1</source>
        <translation>未就绪，阶段 %1</translation>
    </message>
    <message>
        <source>paused: its rollout goes on only after `kubectl rollout resume`</source>
        <translation>已暂停：执行 `kubectl rollout resume` 后滚动发布才会继续</translation>
    </message>
    <message>
        <source>the controller has not seen the newest specification yet</source>
        <translation>控制器尚未看到最新的规格</translation>
    </message>
    <message>
        <source>%1 of %2 updated, %3 ready, %4 available</source>
        <translation>%2 个中已更新 %1 个，就绪 %3 个，可用 %4 个</translation>
    </message>
    <message>
        <source>Kubernetes gave up waiting (ProgressDeadlineExceeded)</source>
        <translation>Kubernetes 已放弃等待（ProgressDeadlineExceeded）</translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation>%1 不存在</translation>
    </message>
    <message>
        <source>%1 has failed</source>
        <translation>%1 已失败</translation>
    </message>
    <message>
        <source>%1 is still at work</source>
        <translation>%1 仍在进行</translation>
    </message>
    <message>
        <source>%1: %2 of %3 ready</source>
        <translation>%1：%3 个中就绪 %2 个</translation>
    </message>
    <message>
        <source>%1 has %2 of %3 pods ready</source>
        <translation>%1 的 %3 个 Pod 中就绪 %2 个</translation>
    </message>
    <message>
        <source>%1 is scaled to 0</source>
        <translation>%1 已缩容为 0</translation>
    </message>
    <message>
        <source>not of this release, left out: %1</source>
        <translation>不属于此发布，未计入：%1</translation>
    </message>
    <message>
        <source>no pod is expected at all: nothing is running</source>
        <translation>预期 Pod 数为零：没有任何工作负载在运行</translation>
    </message>
    <message>
        <source>%1 of %2 pods ready. %3</source>
        <translation>%2 个 Pod 中就绪 %1 个。%3</translation>
    </message>
    <message>
        <source>All %1 expected pods are ready, but %2</source>
        <translation>预期的 %1 个 Pod 均已就绪，但 %2</translation>
    </message>
    <message>
        <source>All %1 expected pods are ready.</source>
        <translation>预期的 %1 个 Pod 均已就绪。</translation>
    </message>
    <message>
        <source>pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>The rollouts were not read once in the time given.</source>
        <translation>在给定时间内一次也未读到滚动发布状态。</translation>
    </message>
    <message>
        <source>%1: %2 of %2 updated and available</source>
        <translation>%1：%2 个中 %2 个已更新且可用</translation>
    </message>
    <message>
        <source>the release has no Deployment and no StatefulSet</source>
        <translation>该发布没有 Deployment，也没有 StatefulSet</translation>
    </message>
    <message>
        <source>All %1 Deployments and StatefulSets are rolled out.</source>
        <translation>全部 %1 个 Deployment 和 StatefulSet 均已完成滚动发布。</translation>
    </message>
    <message>
        <source>%1 of %2 rolled out. %3</source>
        <translation>%2 个中 %1 个已完成滚动发布。%3</translation>
    </message>
    <message>
        <source>tool-version knows no tool %1 (known: %2).</source>
        <translation>tool-version 不认识工具 %1（已知：%2）。</translation>
    </message>
    <message>
        <source>version of %1</source>
        <translation>%1 的版本</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2 (wanted %3 or newer)</source>
        <translation>无法运行 %1：%2（要求 %3 或更新）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 does not tell its version (wanted %2 or newer).</source>
        <translation>%1 未报告其版本（要求 %2 或更新）。</translation>
    </message>
    <message>
        <source>%1 is %2; wanted %3 or newer.</source>
        <translation>%1 为 %2；要求 %3 或更新。</translation>
    </message>
    <message>
        <source>%1 %2 (wanted %3 or newer).</source>
        <translation>%1 %2（要求 %3 或更新）。</translation>
    </message>
    <message>
        <source>the Kubernetes API</source>
        <translation>Kubernetes API</translation>
    </message>
    <message>
        <source>Kubernetes %1 answers in %2 ms (context %3).</source>
        <translation>Kubernetes %1 在 %2 毫秒内应答（上下文 %3）。</translation>
    </message>
    <message>
        <source>`questions` holds an entry without verb or resource.</source>
        <translation>`questions` 中有一项缺少动词或资源。</translation>
    </message>
    <message>
        <source>`questions` must hold 1 to 200 entries.</source>
        <translation>`questions` 须有 1 到 200 项。</translation>
    </message>
    <message>
        <source>permissions</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Only %1 of %2 permissions were answered.</source>
        <translation>%2 项权限中只有 %1 项得到答复。</translation>
    </message>
    <message>
        <source>You may not: %1.</source>
        <translation>您无权：%1。</translation>
    </message>
    <message>
        <source>All %1 permissions are granted.</source>
        <translation>全部 %1 项权限均已授予。</translation>
    </message>
    <message>
        <source>helm</source>
        <translation>helm</translation>
    </message>
    <message>
        <source>the release&apos;s history</source>
        <translation>发布的历史</translation>
    </message>
    <message>
        <source>The release %1 has no history.</source>
        <translation>发布 %1 没有历史。</translation>
    </message>
    <message>
        <source>The newest revision is %1 (%2, &quot;%3&quot;), not %4: somebody or something else acted.</source>
        <translation>最新修订版为 %1（%2，“%3”），不是 %4：有其他人或程序进行了操作。</translation>
    </message>
    <message>
        <source>Revision %1 is %2.</source>
        <translation>修订版 %1 的状态为 %2。</translation>
    </message>
    <message>
        <source>Revision %1 is still the newest (%2).</source>
        <translation>修订版 %1 仍是最新的（%2）。</translation>
    </message>
    <message>
        <source>the rollback verdict</source>
        <translation>回滚结论</translation>
    </message>
    <message>
        <source>The rollback verdict says nothing about &quot;%1&quot;.</source>
        <translation>回滚结论未涉及“%1”。</translation>
    </message>
    <message>
        <source>needs a revision number greater than 0</source>
        <translation>需要大于 0 的修订版号</translation>
    </message>
    <message>
        <source>Give `revision` in the runbook&apos;s `with:`.</source>
        <translation>请在手册的 `with:` 中给出 `revision`。</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>未及时应答</translation>
    </message>
    <message>
        <source>a way to run commands</source>
        <translation>运行命令的途径</translation>
    </message>
    <message>
        <source>cannot be observed without %1</source>
        <translation>没有 %1 就无法观察</translation>
    </message>
    <message>
        <source>Add it to the environment&apos;s configuration.</source>
        <translation>请将其加入该环境的配置。</translation>
    </message>
    <message>
        <source>There is no probe named &quot;%1&quot;.</source>
        <translation>没有名为“%1”的探测。</translation>
    </message>
    <message>
        <source>%1 (written by %2 at %3)</source>
        <translation>%1（由 %2 于 %3 写入）</translation>
    </message>
    <message>
        <source>%1 (written by %2)</source>
        <translation>%1（由 %2 写入）</translation>
    </message>
    <message>
        <source>Revision %1 has failed: &quot;%2&quot;.</source>
        <translation>修订版 %1 已失败：“%2”。</translation>
    </message>
    <message>
        <source>Helm still counts revision %1 as deployed.</source>
        <translation>Helm 仍将修订版 %1 视为 deployed。</translation>
    </message>
    <message>
        <source>%1 does not come up (%2)</source>
        <translation>%1 未能启动（%2）</translation>
    </message>
    <message>
        <source>; its live object carries fields that Helm did not write and does not remove: %1</source>
        <translation>；其线上对象带有并非 Helm 写入、Helm 也不会移除的字段：%1</translation>
    </message>
    <message>
        <source>remove %1 from %2</source>
        <translation>从 %2 中移除 %1</translation>
    </message>
    <message>
        <source>live objects against revision %1</source>
        <translation>线上对象与修订版 %1 的比较</translation>
    </message>
    <message>
        <source>%1 is not of Helm&apos;s making, and Helm does not remove it</source>
        <translation>%1 并非由 Helm 创建，Helm 不会移除它</translation>
    </message>
    <message>
        <source>every workload is settled now, so Helm may just not have waited long enough</source>
        <translation>所有工作负载现已稳定，可能只是 Helm 等待的时间不够长</translation>
    </message>
    <message>
        <source>What to do: mend what keeps it from starting (see its pods&apos; logs), then roll back to revision %1 again.</source>
        <translation>处理办法：先排除使其无法启动的原因（见其 Pod 的日志），然后再次回滚到修订版 %1。</translation>
    </message>
    <message>
        <source>What to do: %1 (kubectl patch or annotate; Helm&apos;s three-way merge keeps such fields), then roll back to revision %2 again.</source>
        <translation>处理办法：%1（用 kubectl patch 或 annotate；Helm 的三方合并会保留此类字段），然后再次回滚到修订版 %2。</translation>
    </message>
    <message>
        <source>Revision %1 is deployed, but it is a rollback to %2, not to %3: somebody else acted.</source>
        <translation>修订版 %1 已部署，但它是回滚到 %2 而不是 %3：有其他人进行了操作。</translation>
    </message>
    <message>
        <source>revision %1: %2, &quot;%3&quot;</source>
        <translation>修订版 %1：%2，“%3”</translation>
    </message>
    <message>
        <source>manifests of revisions %1 and %2</source>
        <translation>修订版 %1 和 %2 的清单</translation>
    </message>
    <message>
        <source>Revision %1 is deployed and differs from revision %2 in %3 objects: the rollback did not happen.</source>
        <translation>修订版 %1 已部署，与修订版 %2 有 %3 个对象不同：回滚并未发生。</translation>
    </message>
    <message>
        <source>Revision %1 itself is deployed.</source>
        <translation>已部署的就是修订版 %1 本身。</translation>
    </message>
    <message>
        <source>Revision %1 is deployed (&quot;%2&quot;); its manifest equals that of revision %3.</source>
        <translation>修订版 %1 已部署（“%2”）；其清单与修订版 %3 的相同。</translation>
    </message>
    <message>
        <source>The history was not read once in the time given.</source>
        <translation>在给定时间内一次也未读到历史。</translation>
    </message>
    <message>
        <source>Revision %1 is no longer in the history (Helm keeps only the last ones), so revision %2 cannot be compared with it.</source>
        <translation>修订版 %1 已不在历史中（Helm 只保留最近的若干个），因此无法将修订版 %2 与之比较。</translation>
    </message>
    <message>
        <source>The newest revision %1 is %2.</source>
        <translation>最新修订版 %1 的状态为 %2。</translation>
    </message>
    <message>
        <source>Revision %1 is still %2: Helm is at work, or it was killed and left it so. Prove that no helm runs, then roll back to revision %3 again.</source>
        <translation>修订版 %1 仍为 %2：Helm 正在运行，或被终止后遗留此状态。请先确认没有 helm 在运行，然后再次回滚到修订版 %3。</translation>
    </message>
    <message>
        <source>%1 was written by somebody else</source>
        <translation>%1 由其他人写入</translation>
    </message>
    <message>
        <source>These objects may not be read, so nothing is known of them: %1.</source>
        <translation>无权读取这些对象，因此其状况未知：%1。</translation>
    </message>
    <message>
        <source>%1 may not be read</source>
        <translation>无权读取 %1</translation>
    </message>
    <message>
        <source>Every live object is as revision %1 says.</source>
        <translation>每个线上对象均与修订版 %1 一致。</translation>
    </message>
    <message>
        <source>Live object differs from revision %1 — %2</source>
        <translation>线上对象与修订版 %1 不同 — %2</translation>
    </message>
    <message>
        <source>A test device named %1 may exist in the platform: look for it and remove it.</source>
        <translation>平台中可能存在名为 %1 的测试设备：请查找并移除。</translation>
    </message>
    <message>
        <source>Test device %1 (%2) is still registered: %3. Remove it by hand.</source>
        <translation>测试设备 %1（%2）仍处于注册状态：%3。请手动移除。</translation>
    </message>
    <message>
        <source>the API has no DELETE for devices (HTTP %1)</source>
        <translation>该 API 不支持对设备执行 DELETE（HTTP %1）</translation>
    </message>
    <message>
        <source>DELETE got HTTP %1</source>
        <translation>DELETE 返回 HTTP %1</translation>
    </message>
    <message>
        <source>DELETE got HTTP %1, but its configuration is still served</source>
        <translation>DELETE 返回 HTTP %1，但仍可取得其配置</translation>
    </message>
    <message>
        <source>no test device is known for this run</source>
        <translation>此次运行没有已知的测试设备</translation>
    </message>
    <message>
        <source>Run the step `smoke-register` first.</source>
        <translation>请先运行步骤 `smoke-register`。</translation>
    </message>
    <message>
        <source>HTTP %1, wanted 201</source>
        <translation>HTTP %1，要求 201</translation>
    </message>
    <message>
        <source>HTTP 201, but without a `device_id` that is a UUID</source>
        <translation>HTTP 201，但没有 UUID 形式的 `device_id`</translation>
    </message>
    <message>
        <source>GET …/%1/config: HTTP %2, body %3</source>
        <translation>GET …/%1/config：HTTP %2，正文 %3</translation>
    </message>
    <message>
        <source>The device&apos;s configuration answers HTTP %1, wanted 200.</source>
        <translation>设备配置应答 HTTP %1，要求 200。</translation>
    </message>
    <message>
        <source>The device&apos;s configuration is no JSON object, or an empty one.</source>
        <translation>设备配置不是 JSON 对象，或为空对象。</translation>
    </message>
    <message>
        <source>The configuration belongs to another device: %1.</source>
        <translation>该配置属于另一台设备：%1。</translation>
    </message>
    <message>
        <source>The device&apos;s configuration is served.</source>
        <translation>设备配置可正常取得。</translation>
    </message>
    <message>
        <source>Registered device %1 (HTTP 201) and read it back.</source>
        <translation>已注册设备 %1（HTTP 201）并成功回读。</translation>
    </message>
    <message>
        <source>Registered device %1, but: %2</source>
        <translation>已注册设备 %1，但：%2</translation>
    </message>
    <message>
        <source>Device registration answers 201 with device_id %1.</source>
        <translation>设备注册应答 201，device_id 为 %1。</translation>
    </message>
    <message>
        <source>POST …/%1/metrics: HTTP %2, body %3</source>
        <translation>POST …/%1/metrics：HTTP %2，正文 %3</translation>
    </message>
    <message>
        <source>Submitting metrics answers HTTP %1, wanted 2xx.</source>
        <translation>提交指标应答 HTTP %1，要求 2xx。</translation>
    </message>
    <message>
        <source>Submitting metrics answers HTTP %1.</source>
        <translation>提交指标应答 HTTP %1。</translation>
    </message>
    <message>
        <source>Whether a test device is left could not be read: %1</source>
        <translation>无法读取是否遗留测试设备：%1</translation>
    </message>
    <message>
        <source>This run left no test device.</source>
        <translation>此次运行未遗留测试设备。</translation>
    </message>
    <message>
        <source>Test device %1 is removed.</source>
        <translation>测试设备 %1 已移除。</translation>
    </message>
    <message>
        <source>no complete answer in time</source>
        <translation>未及时收到完整应答</translation>
    </message>
    <message>
        <source>Whether test device %1 (%2) is gone could not be read back: DELETE got HTTP %3, then %4. Look for it and remove it by hand.</source>
        <translation>无法回读确认测试设备 %1（%2）是否已删除：DELETE 得到 HTTP %3，随后 %4。请查找并手动删除它。</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>Revision %1 is %2: a helm still works on it, or died. Once none does, the runbook helm-pending-recovery is the way out.</source>
        <translation>修订版 %1 处于 %2：helm 仍在操作它，或已中断。确认没有 helm 在操作后，请使用手册 helm-pending-recovery。</translation>
    </message>
    <message>
        <source>Nothing is pending; revision %1 is %2.</source>
        <translation>没有待定的操作；修订版 %1 为 %2。</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) between the live objects and revision %1.</source>
        <translation>
            <numerusform>线上对象与修订版 %1 有 %n 处差异。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 pods of the old specification are still there</source>
        <translation>仍有 %1 个旧规格的 Pod 存在</translation>
    </message>
    <message>
        <source>Revision %1 is %2, not pending: there is nothing to free. To go back to an earlier revision, use the runbook helm-rollback, which checks more.</source>
        <translation>修订版 %1 的状态为 %2，不是 pending：没有需要解除的状态。要回到更早的修订版，请使用手册 helm-rollback，它的检查更全面。</translation>
    </message>
    <message>
        <source>Test device %1 (%2) was registered, and its removal was not seen: look for it and remove it by hand.</source>
        <translation>测试设备 %1（%2）已注册，但没有看到它被移除：请查找并手动移除。</translation>
    </message>
    <message>
        <source>; begins when inside its threshold: %1</source>
        <translation>；回到阈值内后开始计时：%1</translation>
    </message>
    <message>
        <source>%1 reached %2, limit %3</source>
        <translation>%1 达到 %2，阈值 %3</translation>
    </message>
    <message>
        <source>No breach (%1), but not inside every threshold all the time: %2.</source>
        <translation>没有越限（%1），但并非始终在所有阈值之内：%2。</translation>
    </message>
</context>
<context>
    <name>helm</name>
    <message>
        <source>read the history of %1</source>
        <translation>读取 %1 的历史</translation>
    </message>
    <message>
        <source>read revision %1 of %2 (%3)</source>
        <translation>读取 %2 的修订版 %1（%3）</translation>
    </message>
    <message>
        <source>read helm&apos;s version</source>
        <translation>读取 helm 的版本</translation>
    </message>
    <message>
        <source>helm did not answer in time</source>
        <translation>helm 未及时应答</translation>
    </message>
    <message>
        <source>check whether the cluster&apos;s API server answers</source>
        <translation>请检查集群的 API 服务器是否应答</translation>
    </message>
    <message>
        <source>the reading was cancelled</source>
        <translation>读取已取消</translation>
    </message>
    <message>
        <source>%1 may not %2 %3 in %4</source>
        <translation>%1 无权在 %4 中对 %3 执行 %2</translation>
    </message>
    <message>
        <source>ask for that verb, or use a context that has it</source>
        <translation>请申请该动词的权限，或改用拥有该权限的上下文</translation>
    </message>
    <message>
        <source>helm knows no such release or revision</source>
        <translation>helm 找不到该发布或修订版</translation>
    </message>
    <message>
        <source>re-read the history: it may have been pruned</source>
        <translation>请重新读取历史：它可能已被清理</translation>
    </message>
    <message>
        <source>helm cannot reach the cluster</source>
        <translation>helm 无法连接集群</translation>
    </message>
    <message>
        <source>check the API server and the kubeconfig</source>
        <translation>请检查 API 服务器和 kubeconfig</translation>
    </message>
    <message>
        <source>helm failed without a reason</source>
        <translation>helm 失败，未给出原因</translation>
    </message>
    <message>
        <source>helm&apos;s history is too long to read</source>
        <translation>helm 的历史过长，无法读取</translation>
    </message>
    <message>
        <source>revision %1 of %2</source>
        <translation>%2 的修订版 %1</translation>
    </message>
    <message>
        <source>it is too long to read</source>
        <translation>过长，无法读取</translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation>修订版 %1</translation>
    </message>
    <message>
        <source>helm&apos;s history cannot be read: %1</source>
        <translation>无法读取 helm 的历史：%1</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>条目 %1</translation>
    </message>
    <message>
        <source>%1 is not an object</source>
        <translation>%1 不是对象</translation>
    </message>
    <message>
        <source>%1: %2 is not text</source>
        <translation>%1：%2 不是文本</translation>
    </message>
    <message>
        <source>%1: revision is not a positive number</source>
        <translation>%1：revision 不是正数</translation>
    </message>
    <message>
        <source>%1: status is missing</source>
        <translation>%1：缺少 status</translation>
    </message>
    <message>
        <source>%1 bytes; more than %2 are not read</source>
        <translation>%1 字节；超过 %2 则不读取</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>内容为空</translation>
    </message>
    <message>
        <source>byte %1: %2</source>
        <translation>字节 %1：%2</translation>
    </message>
    <message>
        <source>it is not a list</source>
        <translation>不是列表</translation>
    </message>
    <message>
        <source>%1 revisions; more than %2 are not read</source>
        <translation>%1 个修订版；超过 %2 个则不读取</translation>
    </message>
    <message>
        <source>revision %1 stands in it twice</source>
        <translation>修订版 %1 在其中出现两次</translation>
    </message>
    <message>
        <source>helm&apos;s version cannot be read</source>
        <translation>无法读取 helm 的版本</translation>
    </message>
    <message>
        <source>pod template annotation %1</source>
        <translation>Pod 模板注解 %1</translation>
    </message>
    <message>
        <source>container %1</source>
        <translation>容器 %1</translation>
    </message>
    <message>
        <source>env %1 of container %2</source>
        <translation>容器 %2 的环境变量 %1</translation>
    </message>
    <message>
        <source>missing in the cluster</source>
        <translation>集群中缺失</translation>
    </message>
    <message>
        <source>foreign: %1 (a rollback leaves it)</source>
        <translation>外来：%1（回滚不会移除）</translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>live</source>
        <translation>当前运行</translation>
    </message>
    <message>
        <source>object %1</source>
        <translation>对象 %1</translation>
    </message>
    <message>
        <source>the manifest cannot be read: %1: %2</source>
        <translation>无法读取清单：%1：%2</translation>
    </message>
    <message>
        <source>it is not a mapping</source>
        <translation>不是映射</translation>
    </message>
    <message>
        <source>more than %1 objects are not read</source>
        <translation>超过 %1 个对象则不读取</translation>
    </message>
    <message>
        <source>a list inside a list</source>
        <translation>列表中嵌套了列表</translation>
    </message>
    <message>
        <source>kind or apiVersion is missing</source>
        <translation>缺少 kind 或 apiVersion</translation>
    </message>
    <message>
        <source>a %1 has no name</source>
        <translation>有一个 %1 没有名称</translation>
    </message>
    <message>
        <source>(changed)</source>
        <translation>（已更改）</translation>
    </message>
    <message>
        <source>an alias refers to its own content or to nothing</source>
        <translation>别名引用了自身内容或不存在的内容</translation>
    </message>
    <message>
        <source>too much content once aliases are expanded</source>
        <translation>展开别名后内容过多</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>a mapping has a key that is not a scalar</source>
        <translation>映射中有非标量的键</translation>
    </message>
    <message>
        <source>the YAML cannot be read: line %1: %2</source>
        <translation>无法读取 YAML：第 %1 行：%2</translation>
    </message>
    <message>
        <source>the YAML has %1 bytes; more than %2 are not read</source>
        <translation>YAML 有 %1 字节；超过 %2 则不读取</translation>
    </message>
    <message>
        <source>the YAML is not UTF-8 text</source>
        <translation>YAML 不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>the YAML holds more than %1 documents</source>
        <translation>YAML 包含超过 %1 个文档</translation>
    </message>
    <message>
        <source>the YAML cannot be read: %1</source>
        <translation>无法读取 YAML：%1</translation>
    </message>
    <message>
        <source>helm does not know what it is asked: it is too old</source>
        <translation>helm 不认识这个请求：版本太旧</translation>
    </message>
    <message>
        <source>check tools.helm: %1</source>
        <translation>请检查 tools.helm：%1</translation>
    </message>
    <message>
        <source>key %1 in %2</source>
        <translation>%2 中的键 %1</translation>
    </message>
    <message>
        <source>selector key %1</source>
        <translation>选择器键 %1</translation>
    </message>
    <message>
        <source>toleration of everything</source>
        <translation>对一切污点的容忍</translation>
    </message>
    <message>
        <source>toleration of %1</source>
        <translation>对 %1 的容忍</translation>
    </message>
    <message>
        <source>node selector %1</source>
        <translation>节点选择器 %1</translation>
    </message>
    <message>
        <source>volume %1</source>
        <translation>卷 %1</translation>
    </message>
    <message>
        <source>%1 of container %2</source>
        <translation>容器 %2 的 %1</translation>
    </message>
    <message>
        <source>%1 of the pod</source>
        <translation>Pod 的 %1</translation>
    </message>
</context>
<context>
    <name>incident</name>
    <message>
        <source>the journal is shutting down</source>
        <translation>日志账本正在关闭</translation>
    </message>
    <message>
        <source>not a manual trigger</source>
        <translation>不是手动触发条件</translation>
    </message>
    <message>
        <source>One of %1.</source>
        <translation>%1 之一。</translation>
    </message>
    <message>
        <source>the journal has not been read yet</source>
        <translation>日志账本尚未读取</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>the note is empty</source>
        <translation>备注为空</translation>
    </message>
    <message>
        <source>no incident is open</source>
        <translation>当前没有未关闭的事件</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>config %1</source>
        <translation>配置 %1</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 已更改</translation>
    </message>
    <message>
        <source>Deployment %1 rolled out</source>
        <translation>Deployment %1 已滚动发布</translation>
    </message>
    <message>
        <source>ConfigMap %1 changed</source>
        <translation>ConfigMap %1 已更改</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>由 %1</translation>
    </message>
    <message>
        <source>Database schema %1 → %2</source>
        <translation>数据库 schema %1 → %2</translation>
    </message>
    <message>
        <source>the migration failed half-way (dirty)</source>
        <translation>迁移中途失败（dirty）</translation>
    </message>
    <message>
        <source>Revision %1 %2</source>
        <translation>修订版 %1 %2</translation>
    </message>
    <message>
        <source>it was closed already, at %1 by %2</source>
        <translation>它已于 %1 由 %2 关闭</translation>
    </message>
    <message>
        <source>it has not recovered: nothing has proved that it is over</source>
        <translation>它尚未恢复：还没有任何证明表明它已结束</translation>
    </message>
    <message>
        <source>it has not recovered, still in breach: %1</source>
        <translation>它尚未恢复，仍越过阈值：%1</translation>
    </message>
    <message>
        <source>Wait until it has, or give the reason to close it; the reason stays on record.</source>
        <translation>请等它恢复，或给出关闭的理由；理由会留在记录中。</translation>
    </message>
    <message>
        <source>no such incident of this environment is on record</source>
        <translation>记录中没有该环境的这个事件</translation>
    </message>
    <message>
        <source>edgelink-console incident list names them.</source>
        <translation>edgelink-console incident list 会列出它们。</translation>
    </message>
    <message>
        <source>it is being closed already</source>
        <translation>它正在被关闭</translation>
    </message>
    <message>
        <source>recovered for longer than an observation window when the next breach began</source>
        <translation>下一次越过阈值时，恢复已超过一个观察窗口</translation>
    </message>
    <message>
        <source>the database did not answer</source>
        <translation>数据库没有应答</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>在 %1 与 %2 之间</translation>
    </message>
    <message>
        <source>no answer in time: %1</source>
        <translation>未及时应答：%1</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>the release&apos;s history</source>
        <translation>发布历史</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>被中断</translation>
    </message>
    <message>
        <source>the database&apos;s schema: %1</source>
        <translation>数据库模式：%1</translation>
    </message>
    <message>
        <source>database schema %1, watched since %2</source>
        <translation>数据库模式 %1，自 %2 起观察</translation>
    </message>
    <message>
        <source>what revision %1 changed</source>
        <translation>修订版 %1 的变更</translation>
    </message>
    <message>
        <source>%1: cut off</source>
        <translation>%1：被中断</translation>
    </message>
    <message>
        <source>the rollouts</source>
        <translation>滚动发布</translation>
    </message>
    <message>
        <source>the ConfigMaps</source>
        <translation>ConfigMap</translation>
    </message>
    <message>
        <source>the incident is being closed</source>
        <translation>事件正在关闭</translation>
    </message>
    <message>
        <source>another console is just opening an incident</source>
        <translation>另一个控制台正在建立事件</translation>
    </message>
    <message numerus="yes">
        <source>%n more change(s)</source>
        <translation>
            <numerusform>另有 %n 处更改</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n revision(s)</source>
        <translation>
            <numerusform>%n 个修订版</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rollout(s)</source>
        <translation>
            <numerusform>%n 次滚动发布</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ConfigMap(s)</source>
        <translation>
            <numerusform>%n 个 ConfigMap</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>journal</name>
    <message>
        <source>the journal did not answer within %1 s</source>
        <translation>日志账本在 %1 秒内未应答</translation>
    </message>
    <message>
        <source>event %1 cannot be read: its payload is not JSON</source>
        <translation>无法读取记录 %1：其内容不是 JSON</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>日志账本</translation>
    </message>
    <message>
        <source>Run the journal&apos;s verification: the file was changed from outside.</source>
        <translation>请运行日志账本校验：文件被外部更改。</translation>
    </message>
    <message>
        <source>the folder cannot be made</source>
        <translation>无法创建文件夹</translation>
    </message>
    <message>
        <source>the journal cannot be opened for writing</source>
        <translation>无法以写入方式打开日志账本</translation>
    </message>
    <message>
        <source>Nothing can be changed without a journal. Check the folder&apos;s owner and free space.</source>
        <translation>没有日志账本就不能进行任何更改。请检查文件夹的所有者和可用空间。</translation>
    </message>
    <message>
        <source>the journal cannot be opened</source>
        <translation>无法打开日志账本</translation>
    </message>
    <message>
        <source>this file is a database, but not a journal of this console</source>
        <translation>此文件是数据库，但不是本控制台的日志账本</translation>
    </message>
    <message>
        <source>Choose another data folder.</source>
        <translation>请选择其他数据文件夹。</translation>
    </message>
    <message>
        <source>the journal has schema version %1; this console writes version %2</source>
        <translation>日志账本的 schema 版本为 %1；本控制台写入版本 %2</translation>
    </message>
    <message>
        <source>Use the console that wrote it, or another data folder. Nothing was changed.</source>
        <translation>请使用写入它的控制台，或其他数据文件夹。未做任何更改。</translation>
    </message>
    <message>
        <source>SQLite cannot use its write-ahead log here</source>
        <translation>SQLite 在此处无法使用预写日志</translation>
    </message>
    <message>
        <source>Put the data folder on a local disk.</source>
        <translation>请将数据文件夹放在本地磁盘上。</translation>
    </message>
    <message>
        <source>the journal could not be made</source>
        <translation>无法创建日志账本</translation>
    </message>
    <message>
        <source>the event could not be written</source>
        <translation>无法写入记录</translation>
    </message>
    <message>
        <source>an event with this id is already in the journal, with other contents</source>
        <translation>日志账本中已有此 id 的记录，但内容不同</translation>
    </message>
    <message>
        <source>the journal could not be read</source>
        <translation>无法读取日志账本</translation>
    </message>
    <message>
        <source>the journal could not be counted</source>
        <translation>无法统计日志账本的记录数</translation>
    </message>
    <message>
        <source>the journal&apos;s head could not be read</source>
        <translation>无法读取日志账本的头部</translation>
    </message>
    <message>
        <source>another program holds the journal&apos;s lock</source>
        <translation>另一个程序持有日志账本的锁</translation>
    </message>
    <message>
        <source>Close what has the file open (a backup, an SQLite shell), then try again. Nothing was written.</source>
        <translation>请关闭占用该文件的程序（备份、SQLite shell），然后重试。未写入任何内容。</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Free space, then try again. Nothing was written or started.</source>
        <translation>请释放空间，然后重试。未写入或启动任何内容。</translation>
    </message>
    <message>
        <source>the disk reports an error, or is full</source>
        <translation>磁盘报告错误，或已满</translation>
    </message>
    <message>
        <source>Check the disk, then try again. Nothing was written or started.</source>
        <translation>请检查磁盘，然后重试。未写入或启动任何内容。</translation>
    </message>
    <message>
        <source>the file is damaged or is not a journal</source>
        <translation>文件已损坏或不是日志账本</translation>
    </message>
    <message>
        <source>Keep it as evidence (move it aside, do not delete it) and start again with a new one.</source>
        <translation>请将其保留为证据（移到别处，不要删除），并使用新的日志账本重新开始。</translation>
    </message>
    <message>
        <source>the file cannot be written</source>
        <translation>无法写入该文件</translation>
    </message>
    <message>
        <source>Check the folder&apos;s owner and rights.</source>
        <translation>请检查文件夹的所有者和权限。</translation>
    </message>
    <message>
        <source>event %1 is missing</source>
        <translation>缺少记录 %1</translation>
    </message>
    <message>
        <source>events %1 to %2 are missing</source>
        <translation>缺少记录 %1 至 %2</translation>
    </message>
    <message>
        <source>event %1 is not what was written: its contents do not give its hash</source>
        <translation>记录 %1 与写入时不符：其内容与哈希不匹配</translation>
    </message>
    <message>
        <source>event %1 does not follow event %2: the order was changed or an event replaced</source>
        <translation>记录 %1 未接续记录 %2：顺序被更改或记录被替换</translation>
    </message>
    <message>
        <source>the output file %1 of event %2 is missing</source>
        <translation>缺少记录 %2 的输出文件 %1</translation>
    </message>
    <message>
        <source>the output file %1 of event %2 was changed</source>
        <translation>记录 %2 的输出文件 %1 已被更改</translation>
    </message>
    <message>
        <source>event %1 differs from the exported head</source>
        <translation>记录 %1 与导出的头部不同</translation>
    </message>
    <message>
        <source>the tail was cut: events %1 to %2 are missing</source>
        <translation>尾部被截断：缺少记录 %1 至 %2</translation>
    </message>
    <message>
        <source>expected SEQUENCE:HASH, or HASH alone, with a hash of 64 hexadecimal digits</source>
        <translation>应为 序号:哈希，或只有哈希；哈希为 64 位十六进制数字</translation>
    </message>
    <message>
        <source>no event has the exported head&apos;s hash: the chain was cut before it or rewritten</source>
        <translation>没有事件具有导出链头的哈希：链在其之前被截断，或被改写</translation>
    </message>
    <message>
        <source>Journal event &quot;%1&quot;</source>
        <translation>日志账本事件“%1”</translation>
    </message>
    <message>
        <source>an event needs an id</source>
        <translation>事件需要 id</translation>
    </message>
    <message>
        <source>an event needs a kind</source>
        <translation>事件需要类型</translation>
    </message>
    <message>
        <source>the stream is &quot;%1&quot;, expected &quot;production&quot; or &quot;drill&quot;</source>
        <translation>流为“%1”，应为“production”或“drill”</translation>
    </message>
    <message>
        <source>a field is longer than %1 characters</source>
        <translation>某字段长于 %1 个字符</translation>
    </message>
    <message>
        <source>the payload is larger than %1 bytes</source>
        <translation>载荷大于 %1 字节</translation>
    </message>
</context>
<context>
    <name>net</name>
    <message>
        <source>no complete answer within %1 s</source>
        <translation>%1 秒内无完整应答</translation>
    </message>
    <message>
        <source>the answer has more than %1 bytes</source>
        <translation>应答超过 %1 字节</translation>
    </message>
    <message>
        <source>nobody listens there</source>
        <translation>该处无服务监听</translation>
    </message>
    <message>
        <source>the host name is not known</source>
        <translation>主机名未知</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is not trusted</source>
        <translation>服务器的证书不受信任</translation>
    </message>
    <message>
        <source>Set ca_file to the authority that signed it.</source>
        <translation>请将 ca_file 设为签发该证书的 CA。</translation>
    </message>
    <message>
        <source>the connection was closed in the middle of the answer</source>
        <translation>连接在应答中途被关闭</translation>
    </message>
    <message>
        <source>the exchange failed</source>
        <translation>通信失败</translation>
    </message>
    <message>
        <source>the server redirects, which is not followed</source>
        <translation>服务器要求重定向，控制台不会跟随</translation>
    </message>
    <message>
        <source>Put the final address into the configuration.</source>
        <translation>请将最终地址写入配置。</translation>
    </message>
    <message>
        <source>no certificate can be read from ca_file</source>
        <translation>无法从 ca_file 读取证书</translation>
    </message>
    <message>
        <source>no address is configured</source>
        <translation>未配置地址</translation>
    </message>
    <message>
        <source>the answer&apos;s headers have more than %1 bytes</source>
        <translation>应答头超过 %1 字节</translation>
    </message>
    <message>
        <source>what answers there does not speak HTTP</source>
        <translation>该处的应答方不是 HTTP 服务</translation>
    </message>
    <message>
        <source>no way to read secrets</source>
        <translation>无法读取 Secret</translation>
    </message>
    <message>
        <source>the bearer token has more than one line</source>
        <translation>bearer 令牌不止一行</translation>
    </message>
</context>
<context>
    <name>prometheus</name>
    <message>
        <source>the query gives %1 series instead of one</source>
        <translation>查询给出 %1 个序列，而不是一个</translation>
    </message>
    <message>
        <source>Aggregate it in the threshold file.</source>
        <translation>请在阈值文件中聚合。</translation>
    </message>
    <message>
        <source>worst series</source>
        <translation>最差序列</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>ceiling</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>this machine&apos;s clock and Prometheus&apos; differ by %1 s; ages are not to be trusted</source>
        <translation>本机时钟与 Prometheus 的时钟相差 %1 秒；数据的时效不可信</translation>
    </message>
    <message>
        <source>the server answers with HTTP %1</source>
        <translation>服务器应答 HTTP %1</translation>
    </message>
    <message>
        <source>Check the credentials in the configuration.</source>
        <translation>请检查配置中的凭据。</translation>
    </message>
    <message>
        <source>not a range of time</source>
        <translation>不是时间范围</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>a string</source>
        <translation>字符串</translation>
    </message>
    <message>
        <source>a boolean</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>expected %1, found %2</source>
        <translation>应为%1，实为%2</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>expected a number, found &quot;%1&quot;</source>
        <translation>应为数字，实为“%1”</translation>
    </message>
    <message>
        <source>a pair of time and value</source>
        <translation>时间和值的数对</translation>
    </message>
    <message>
        <source>expected a pair of time and value, found %1 elements</source>
        <translation>应为时间和值的数对，实为 %1 个元素</translation>
    </message>
    <message>
        <source>expected a time, found %1</source>
        <translation>应为时间，实为 %1</translation>
    </message>
    <message>
        <source>expected numbers, found a native histogram; wrap it in histogram_quantile()</source>
        <translation>应为数字，实为原生直方图；请用 histogram_quantile() 包裹</translation>
    </message>
    <message>
        <source>times do not ascend</source>
        <translation>时间未递增</translation>
    </message>
    <message>
        <source>Prometheus refuses the query (%1)</source>
        <translation>Prometheus 拒绝该查询（%1）</translation>
    </message>
    <message>
        <source>expected success or error, found &quot;%1&quot;</source>
        <translation>应为 success 或 error，实为“%1”</translation>
    </message>
    <message>
        <source>expected numbers, found &quot;%1&quot;</source>
        <translation>应为数字，实为“%1”</translation>
    </message>
    <message>
        <source>not enough memory for the answer</source>
        <translation>内存不足以容纳应答</translation>
    </message>
    <message>
        <source>the answer is not JSON: %1</source>
        <translation>应答不是 JSON：%1</translation>
    </message>
    <message>
        <source>the answer</source>
        <translation>应答</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>the journal did not answer within %1 s</source>
        <translation>日志账本在 %1 秒内未应答</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>no such incident is in the journal</source>
        <translation>日志账本中没有该事件</translation>
    </message>
    <message>
        <source>Choose one of the incidents on record.</source>
        <translation>请选择一个已记录的事件。</translation>
    </message>
</context>
<context>
    <name>runbook</name>
    <message>
        <source>, expected %1</source>
        <translation>，应为 %1</translation>
    </message>
    <message>
        <source>, found %1</source>
        <translation>，实为 %1</translation>
    </message>
    <message>
        <source>&apos;%1&apos;</source>
        <translation>&apos;%1&apos;</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>%1 之一</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of the language of these sentences</comment>
        <translation>zh</translation>
    </message>
    <message>
        <source>%1 is not in both languages</source>
        <translation>%1 未同时提供两种语言</translation>
    </message>
    <message>
        <source>this environment names no database</source>
        <translation>此环境没有指定数据库</translation>
    </message>
    <message>
        <source>check database of the environment</source>
        <translation>请检查该环境的 database</translation>
    </message>
    <message>
        <source>the command names its target itself; the console pins kubeconfig, context, namespace and database on every call</source>
        <translation>该命令自行指定目标；控制台在每次调用中固定 kubeconfig、上下文、命名空间和数据库</translation>
    </message>
    <message>
        <source>no %1</source>
        <translation>不含 %1</translation>
    </message>
    <message>
        <source>helm rollback without an explicit revision goes to the one before, even when that one failed</source>
        <translation>helm rollback 若未明确指定修订版，会退到前一个，即使那一个失败过</translation>
    </message>
    <message>
        <source>rollback RELEASE REVISION first, the revision being a number or a parameter of type revision</source>
        <translation>以 rollback RELEASE REVISION 开头，其中修订版为数字或 revision 类型的参数</translation>
    </message>
    <message>
        <source>kubectl exec gets no terminal and no input here; -i can hang for ever</source>
        <translation>kubectl exec 在此没有终端和输入；-i 可能永远挂起</translation>
    </message>
    <message>
        <source>exec POD -c CONTAINER -- COMMAND</source>
        <translation>exec POD -c CONTAINER -- COMMAND</translation>
    </message>
    <message>
        <source>a command begins with its verb</source>
        <translation>命令以其动词开头</translation>
    </message>
    <message>
        <source>a verb such as &apos;rollback&apos;</source>
        <translation>动词，例如“rollback”</translation>
    </message>
    <message>
        <source>%1 must be given time to answer an interrupt</source>
        <translation>必须给 %1 响应中断的时间</translation>
    </message>
    <message>
        <source>grace: 60s or more</source>
        <translation>grace: 60s 或更长</translation>
    </message>
    <message>
        <source>there is no earlier revision that once ran</source>
        <translation>没有曾经运行过的更早修订版</translation>
    </message>
    <message>
        <source>a rollback has nothing to go back to</source>
        <translation>没有可供回滚的目标</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a revision number, 1 or more</source>
        <translation>修订版号，1 或更大</translation>
    </message>
    <message>
        <source>up to 256 printable characters, not beginning with &apos;-&apos;</source>
        <translation>至多 256 个可打印字符，且不以“-”开头</translation>
    </message>
    <message>
        <source>the runbook needs a value for &apos;%1&apos;</source>
        <translation>手册需要“%1”的值</translation>
    </message>
    <message>
        <source>give %1</source>
        <translation>请给出%1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a value for &apos;%2&apos;</source>
        <translation>“%1”不是“%2”的有效值</translation>
    </message>
    <message>
        <source>the runbook has no parameter &apos;%1&apos;</source>
        <translation>手册没有参数“%1”</translation>
    </message>
    <message>
        <source>it takes none</source>
        <translation>不接受任何参数</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>应为%1</translation>
    </message>
    <message>
        <source>the journal did not answer</source>
        <translation>日志账本没有应答</translation>
    </message>
    <message>
        <source>the console stopped while %1 ran</source>
        <translation>%1 运行期间控制台停止</translation>
    </message>
    <message>
        <source>%1 reported success</source>
        <translation>%1 报告成功</translation>
    </message>
    <message>
        <source>%1 was stopped</source>
        <translation>%1 已被停止</translation>
    </message>
    <message>
        <source>%1 ended with exit code %2</source>
        <translation>%1 结束，退出码 %2</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 失败</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 失败：%2</translation>
    </message>
    <message>
        <source>how %1 ended is not known</source>
        <translation>%1 如何结束未知</translation>
    </message>
    <message>
        <source>%1, but its target is reached: %2</source>
        <translation>%1，但其目标已达到：%2</translation>
    </message>
    <message>
        <source>%1, but its target is not reached: %2</source>
        <translation>%1，但其目标未达到：%2</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>%1; what is so now could not be seen: %2</source>
        <translation>%1；无法看到当前状态：%2</translation>
    </message>
    <message>
        <source>stopped before there was an answer</source>
        <translation>得到应答前已停止</translation>
    </message>
    <message>
        <source>this could not be observed: %1</source>
        <translation>无法观察到：%1</translation>
    </message>
    <message>
        <source>It is not known whether step &apos;%1&apos; reached its target: %2</source>
        <translation>步骤“%1”是否达到目标未知：%2</translation>
    </message>
    <message>
        <source>Step &apos;%1&apos; failed: %2</source>
        <translation>步骤“%1”失败：%2</translation>
    </message>
    <message>
        <source>Retry looks first and runs the command again only when its target is not reached (%1 left).</source>
        <translation>重试会先查看，仅当目标未达到时才再次运行命令（剩余 %1 次）。</translation>
    </message>
    <message>
        <source>Retry looks again (%1 left).</source>
        <translation>重试会再次查看（剩余 %1 次）。</translation>
    </message>
    <message>
        <source>Skip goes on without it; the reason stays in the run and in the report.</source>
        <translation>跳过则不执行此步骤而继续；原因保留在运行和报告中。</translation>
    </message>
    <message>
        <source>Undo runs %1, observes the result and ends the run.</source>
        <translation>撤销会运行 %1，观察结果，然后结束运行。</translation>
    </message>
    <message>
        <source>Stop ends the run and leaves everything as it is now.</source>
        <translation>停止会结束运行，一切保持现状。</translation>
    </message>
    <message>
        <source>This step cannot be skipped.</source>
        <translation>此步骤不可跳过。</translation>
    </message>
    <message>
        <source>%1 of %2 steps are done.</source>
        <translation>已完成 %1/%2 个步骤。</translation>
    </message>
    <message>
        <source>%1 ended with a warning.</source>
        <translation>以警告结束：%1。</translation>
    </message>
    <message>
        <source>Step &apos;%1&apos; was undone: %2</source>
        <translation>步骤“%1”已撤销：%2</translation>
    </message>
    <message>
        <source>at step &apos;%1&apos;</source>
        <translation>在步骤“%1”处</translation>
    </message>
    <message>
        <source>before the first step</source>
        <translation>在第一个步骤之前</translation>
    </message>
    <message>
        <source>Stopped %1.</source>
        <translation>%1停止。</translation>
    </message>
    <message>
        <source>Stopped by %1 %2.</source>
        <translation>由 %1 %2停止。</translation>
    </message>
    <message>
        <source>That step: %1.</source>
        <translation>该步骤：%1。</translation>
    </message>
    <message>
        <source>%1 of %2 steps are done; the others were not begun or not finished.</source>
        <translation>已完成 %1/%2 个步骤；其余步骤未开始或未完成。</translation>
    </message>
    <message>
        <source>Read back after the last command: %1</source>
        <translation>最后一条命令之后的回读：%1</translation>
    </message>
    <message>
        <source>What ran before is not known, so there is no automatic undo.</source>
        <translation>此前运行的内容未知，因此没有自动撤销。</translation>
    </message>
    <message>
        <source>Revision %1, which was there before, is %2 and never ran, so there is no automatic undo.</source>
        <translation>此前的修订版 %1 状态为 %2，且从未运行过，因此没有自动撤销。</translation>
    </message>
    <message>
        <source>the file is bigger than %1 bytes</source>
        <translation>文件大于 %1 字节</translation>
    </message>
    <message>
        <source>the file is not UTF-8 text</source>
        <translation>文件不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>the file holds more than one YAML document</source>
        <translation>文件含多个 YAML 文档</translation>
    </message>
    <message>
        <source>this is not valid YAML</source>
        <translation>这不是有效的 YAML</translation>
    </message>
    <message>
        <source>this could not be read as YAML</source>
        <translation>无法作为 YAML 读取</translation>
    </message>
    <message>
        <source>a map</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>aliases (*name) are not allowed here; write the value out</source>
        <translation>此处不允许别名（*name）；请写出完整的值</translation>
    </message>
    <message>
        <source>anchors (&amp;name) are not allowed here</source>
        <translation>此处不允许锚点（&amp;name）</translation>
    </message>
    <message>
        <source>more than %1 values in one file</source>
        <translation>一个文件中超过 %1 个值</translation>
    </message>
    <message>
        <source>nested deeper than %1 levels</source>
        <translation>嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>the journal holds no such run</source>
        <translation>日志账本中没有此运行</translation>
    </message>
    <message>
        <source>The console stopped in the middle of this run. Resuming reads back what is so before anything else is done.</source>
        <translation>控制台在此运行中途停止。恢复时先回读当前状态，再做其他操作。</translation>
    </message>
    <message>
        <source>the console stopped while this command ran; what it did is not known yet</source>
        <translation>此命令运行期间控制台停止；它做了什么尚不可知</translation>
    </message>
    <message>
        <source>the console stopped during this step; it has not been judged</source>
        <translation>控制台在此步骤期间停止；该步骤尚未判定</translation>
    </message>
    <message>
        <source>the runbook</source>
        <translation>该手册</translation>
    </message>
    <message>
        <source>an entry of &apos;changes&apos;</source>
        <translation>&apos;changes&apos; 的一个条目</translation>
    </message>
    <message>
        <source>the runbook has no steps</source>
        <translation>手册没有步骤</translation>
    </message>
    <message>
        <source>at least one step</source>
        <translation>至少一个步骤</translation>
    </message>
    <message>
        <source>&apos;id&apos; of %1 has a form that cannot be referred to</source>
        <translation>%1 的 &apos;id&apos; 格式无法被引用</translation>
    </message>
    <message>
        <source>lower-case letters, digits and &apos;-&apos;, beginning with a letter</source>
        <translation>小写字母、数字和 &apos;-&apos;，以字母开头</translation>
    </message>
    <message>
        <source>a parameter</source>
        <translation>一个参数</translation>
    </message>
    <message>
        <source>a parameter&apos;s &apos;id&apos; has a form that cannot be referred to</source>
        <translation>某个参数的 &apos;id&apos; 格式无法被引用</translation>
    </message>
    <message>
        <source>lower-case letters, digits and &apos;_&apos;, beginning with a letter</source>
        <translation>小写字母、数字和 &apos;_&apos;，以字母开头</translation>
    </message>
    <message>
        <source>a parameter&apos;s name is taken</source>
        <translation>参数名已被占用</translation>
    </message>
    <message>
        <source>a name other than %1</source>
        <translation>%1 以外的名称</translation>
    </message>
    <message>
        <source>&apos;choices&apos; belong to a parameter of type choice, and only there</source>
        <translation>&apos;choices&apos; 只用于 choice 类型的参数</translation>
    </message>
    <message>
        <source>a list of choices</source>
        <translation>选项列表</translation>
    </message>
    <message>
        <source>type: choice</source>
        <translation>type: choice</translation>
    </message>
    <message>
        <source>&apos;safe-revision&apos; is proposed for revisions only</source>
        <translation>&apos;safe-revision&apos; 只用于修订版参数</translation>
    </message>
    <message>
        <source>type: revision</source>
        <translation>type: revision</translation>
    </message>
    <message>
        <source>pre-flight check &apos;%1&apos;</source>
        <translation>预检&apos;%1&apos;</translation>
    </message>
    <message>
        <source>step &apos;%1&apos;</source>
        <translation>步骤&apos;%1&apos;</translation>
    </message>
    <message>
        <source>two steps have the same id</source>
        <translation>两个步骤的 id 相同</translation>
    </message>
    <message>
        <source>an id of its own</source>
        <translation>独有的 id</translation>
    </message>
    <message>
        <source>%1 runs no command, so it has nothing to observe or undo</source>
        <translation>%1 不运行命令，因此没有可观察或可撤销的内容</translation>
    </message>
    <message>
        <source>&apos;observe&apos;, &apos;undo&apos; and &apos;undo_observe&apos; only beside &apos;command&apos;</source>
        <translation>&apos;observe&apos;、&apos;undo&apos; 和 &apos;undo_observe&apos; 只能与 &apos;command&apos; 同时出现</translation>
    </message>
    <message>
        <source>&apos;phase&apos; is unknown</source>
        <translation>&apos;phase&apos; 未知</translation>
    </message>
    <message>
        <source>a pre-flight check has no probe</source>
        <translation>某项预检没有探测</translation>
    </message>
    <message>
        <source>&apos;probe&apos;</source>
        <translation>&apos;probe&apos;</translation>
    </message>
    <message>
        <source>step &apos;%1&apos; must do exactly one thing</source>
        <translation>步骤&apos;%1&apos;必须只做一件事</translation>
    </message>
    <message>
        <source>one of &apos;command&apos;, &apos;probe&apos;, &apos;call&apos;</source>
        <translation>&apos;command&apos;、&apos;probe&apos;、&apos;call&apos; 之一</translation>
    </message>
    <message>
        <source>&apos;with&apos; has no &apos;probe&apos; beside it</source>
        <translation>&apos;with&apos; 旁没有 &apos;probe&apos;</translation>
    </message>
    <message>
        <source>step &apos;%1&apos; does not say how its success is observed</source>
        <translation>步骤&apos;%1&apos;未说明如何观察其成功</translation>
    </message>
    <message>
        <source>&apos;observe&apos;: exit code 0 proves nothing</source>
        <translation>&apos;observe&apos;：退出码 0 不能证明任何事</translation>
    </message>
    <message>
        <source>step &apos;%1&apos; does not say what undoes it</source>
        <translation>步骤&apos;%1&apos;未说明如何撤销</translation>
    </message>
    <message>
        <source>&apos;undo&apos;, &apos;undo_text&apos; or &apos;irreversible: true&apos;</source>
        <translation>&apos;undo&apos;、&apos;undo_text&apos; 或 &apos;irreversible: true&apos;</translation>
    </message>
    <message>
        <source>step &apos;%1&apos; is irreversible and has an undo</source>
        <translation>步骤&apos;%1&apos;不可逆，却又写了撤销</translation>
    </message>
    <message>
        <source>one of the two</source>
        <translation>二者择一</translation>
    </message>
    <message>
        <source>step &apos;%1&apos; must observe its undo as well</source>
        <translation>步骤&apos;%1&apos;也必须观察其撤销</translation>
    </message>
    <message>
        <source>&apos;undo&apos; and &apos;undo_observe&apos; together</source>
        <translation>&apos;undo&apos; 与 &apos;undo_observe&apos; 同时给出</translation>
    </message>
    <message>
        <source>step &apos;%1&apos; allows less time than an interrupted command gets</source>
        <translation>步骤&apos;%1&apos;的限时短于被中断命令的宽限时间</translation>
    </message>
    <message>
        <source>a timeout of at least the grace</source>
        <translation>超时不短于宽限时间</translation>
    </message>
    <message>
        <source>a command</source>
        <translation>一条命令</translation>
    </message>
    <message>
        <source>an exit code is not a number in range</source>
        <translation>某个退出码不是范围内的数字</translation>
    </message>
    <message>
        <source>0 … 255</source>
        <translation>0 … 255</translation>
    </message>
    <message>
        <source>this program may not be run by a runbook</source>
        <translation>手册不得运行此程序</translation>
    </message>
    <message>
        <source>an observation</source>
        <translation>一项观察</translation>
    </message>
    <message>
        <source>there is no such probe</source>
        <translation>没有这样的探测</translation>
    </message>
    <message>
        <source>a ${…} names no parameter</source>
        <translation>某个 ${…} 未对应任何参数</translation>
    </message>
    <message>
        <source>there was no answer in time</source>
        <translation>未及时得到应答</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Refused before anything was changed. %1</source>
        <translation>已拒绝，未做任何更改。%1</translation>
    </message>
    <message>
        <source>A pre-flight check failed. Going on needs a reason, which stays in the run and in the report.</source>
        <translation>一项预检未通过。继续需要写明理由，理由会保留在运行记录和报告中。</translation>
    </message>
    <message>
        <source>Stopped before anything was changed.</source>
        <translation>已停止，未做任何更改。</translation>
    </message>
    <message>
        <source>stopped before it was started</source>
        <translation>启动前已停止</translation>
    </message>
    <message>
        <source>not run again, because what is so now could not be seen: %1</source>
        <translation>未再次运行，因为无法看到当前状态：%1</translation>
    </message>
    <message>
        <source>already so, nothing was run: %1</source>
        <translation>已是如此，未运行任何命令：%1</translation>
    </message>
    <message>
        <source>undoing it: %1</source>
        <translation>正在撤销：%1</translation>
    </message>
    <message>
        <source>its process %1 still runs; waiting for it</source>
        <translation>其进程 %1 仍在运行；正在等待</translation>
    </message>
    <message>
        <source>nobody is there to ask</source>
        <translation>没有人可供询问</translation>
    </message>
    <message>
        <source>That answer is not possible here.</source>
        <translation>此处不能这样回答。</translation>
    </message>
    <message>
        <source>A skip needs a reason.</source>
        <translation>跳过需要理由。</translation>
    </message>
    <message>
        <source>the command layer gave no report in time</source>
        <translation>命令层未及时给出结果</translation>
    </message>
    <message>
        <source>helm&apos;s history could not be read in time</source>
        <translation>未能及时读取 helm 的历史</translation>
    </message>
    <message>
        <source>the release has no history</source>
        <translation>该发布没有历史</translation>
    </message>
    <message>
        <source>the console is closing</source>
        <translation>控制台正在关闭</translation>
    </message>
    <message>
        <source>an earlier run has not been finished</source>
        <translation>先前的一次运行尚未结束</translation>
    </message>
    <message>
        <source>resume or stop it first: what it left is not known</source>
        <translation>请先恢复或停止它：它留下的状态未知</translation>
    </message>
    <message>
        <source>the name typed is not the name of the target</source>
        <translation>输入的名称不是目标的名称</translation>
    </message>
    <message>
        <source>type %1, exactly</source>
        <translation>请准确输入 %1</translation>
    </message>
    <message>
        <source>a pre-flight check failed</source>
        <translation>一项预检未通过</translation>
    </message>
    <message>
        <source>it may be overridden, with a reason</source>
        <translation>可以写明理由后强制通过</translation>
    </message>
    <message>
        <source>this run is finished</source>
        <translation>此运行已结束</translation>
    </message>
    <message>
        <source>this run belongs to another environment</source>
        <translation>此运行属于另一个环境</translation>
    </message>
    <message>
        <source>open %1 to resume it</source>
        <translation>请打开 %1 以恢复它</translation>
    </message>
    <message>
        <source>another console is still at work on this run</source>
        <translation>另一个控制台仍在处理此运行</translation>
    </message>
    <message>
        <source>its process is %1</source>
        <translation>其进程为 %1</translation>
    </message>
    <message>
        <source>cut short when the console stopped; it only read, and is read again where it is needed</source>
        <translation>控制台停止时被打断；该步骤只读，需要时会重新读取</translation>
    </message>
    <message>
        <source>The journal could not be written (%1), so nothing more was done. What is on the record can be resumed once it can be written again.</source>
        <translation>日志账本无法写入（%1），因此未再执行任何操作。恢复可写后，可从已记录处继续。</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>文件无法读取</translation>
    </message>
    <message>
        <source>another file has a runbook of the same id</source>
        <translation>另一个文件中有相同 id 的手册</translation>
    </message>
    <message>
        <source>&apos;%1&apos;, also in %2</source>
        <translation>&apos;%1&apos;，也见于 %2</translation>
    </message>
    <message>
        <source>there is no such folder of runbooks</source>
        <translation>没有这样的手册目录</translation>
    </message>
    <message>
        <source>there are more than %1 runbooks</source>
        <translation>手册超过 %1 本</translation>
    </message>
    <message>
        <source>step &apos;%1&apos; calls a runbook that is itself broken</source>
        <translation>步骤&apos;%1&apos;调用的手册本身有错误</translation>
    </message>
    <message>
        <source>step &apos;%1&apos; calls a runbook that does not exist</source>
        <translation>步骤&apos;%1&apos;调用的手册不存在</translation>
    </message>
    <message>
        <source>step &apos;%1&apos; calls in a circle, or too deep</source>
        <translation>步骤&apos;%1&apos;的调用成环或过深</translation>
    </message>
    <message>
        <source>at most %1 levels and no way back</source>
        <translation>最多 %1 层，且不得成环</translation>
    </message>
    <message>
        <source>step &apos;%1&apos; calls a runbook that needs a parameter which this one lacks</source>
        <translation>步骤&apos;%1&apos;调用的手册需要一个本手册没有的参数</translation>
    </message>
    <message>
        <source>parameter &apos;%1&apos;</source>
        <translation>参数&apos;%1&apos;</translation>
    </message>
    <message>
        <source>this runbook is broken and is not run</source>
        <translation>此手册有错误，不予运行</translation>
    </message>
    <message>
        <source>mend it, then lint it</source>
        <translation>请先修正，再用 lint 检查</translation>
    </message>
    <message>
        <source>there is no such runbook</source>
        <translation>没有这样的手册</translation>
    </message>
    <message>
        <source>%1 is not a map</source>
        <translation>%1 不是映射</translation>
    </message>
    <message>
        <source>key: value pairs</source>
        <translation>key: value 键值对</translation>
    </message>
    <message>
        <source>%1 has the same key twice</source>
        <translation>%1 有重复的键</translation>
    </message>
    <message>
        <source>%1 has an unknown key</source>
        <translation>%1 有未知的键</translation>
    </message>
    <message>
        <source>%1 of %2 is not one value</source>
        <translation>%2 的 %1 不是单个值</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>%1 of %2 is too long</source>
        <translation>%2 的 %1 过长</translation>
    </message>
    <message>
        <source>at most %1 characters</source>
        <translation>至多 %1 个字符</translation>
    </message>
    <message>
        <source>%1 has no %2</source>
        <translation>%1 没有 %2</translation>
    </message>
    <message>
        <source>%1 of %2 is empty</source>
        <translation>%2 的 %1 为空</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of %2 is not a number in range</source>
        <translation>%2 的 &apos;%1&apos; 不是范围内的数字</translation>
    </message>
    <message>
        <source>%1 … %2</source>
        <translation>%1 … %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of %2 is neither true nor false</source>
        <translation>%2 的 &apos;%1&apos; 既不是 true 也不是 false</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of %2 is not a duration</source>
        <translation>%2 的 &apos;%1&apos; 不是时长</translation>
    </message>
    <message>
        <source>for example 90s, 5m or 1h30m, at most 24h</source>
        <translation>例如 90s、5m 或 1h30m，最长 24h</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of %2 is not a list</source>
        <translation>%2 的 &apos;%1&apos; 不是列表</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of %2 has too many entries</source>
        <translation>%2 的 &apos;%1&apos; 条目过多</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>最多 %1</translation>
    </message>
    <message>
        <source>%1 has no &apos;%2&apos;</source>
        <translation>%1 没有 &apos;%2&apos;</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of %2</source>
        <translation>%2 的 &apos;%1&apos;</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of %2 is not a map</source>
        <translation>%2 的 &apos;%1&apos; 不是映射</translation>
    </message>
    <message>
        <source>a key</source>
        <translation>一个键</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>一个值</translation>
    </message>
    <message>
        <source>a parameter&apos;s type is unknown</source>
        <translation>参数类型未知</translation>
    </message>
    <message numerus="yes">
        <source>%n was/were skipped.</source>
        <translation>
            <numerusform>已跳过：%n。</numerusform>
        </translation>
    </message>
    <message>
        <source>a regular file</source>
        <translation>普通文件</translation>
    </message>
    <message>
        <source>its process %1 does not end, not even by SIGKILL, so what was seen may change: %2</source>
        <translation>其进程 %1 无法结束，连 SIGKILL 也无效，因此所见状态仍可能变化：%2</translation>
    </message>
    <message>
        <source>not run, because process %1 of an earlier attempt has still not ended</source>
        <translation>未运行，因为先前尝试的进程 %1 仍未结束</translation>
    </message>
    <message>
        <source>this run was confirmed for another target</source>
        <translation>此运行是针对另一个目标确认的</translation>
    </message>
    <message>
        <source>confirmed for %1; the configuration now says %2</source>
        <translation>确认时的目标为 %1；而现在的配置为 %2</translation>
    </message>
    <message>
        <source>whether another console changes something now cannot be told</source>
        <translation>无法得知另一个控制台此刻是否正在作更改</translation>
    </message>
    <message>
        <source>check the folder&apos;s owner and free space</source>
        <translation>请检查文件夹的属主和剩余空间</translation>
    </message>
    <message>
        <source>another console is changing %1 now</source>
        <translation>另一个控制台此刻正在更改 %1</translation>
    </message>
    <message>
        <source>wait for its end or stop it</source>
        <translation>请等待其结束或将其停止</translation>
    </message>
    <message>
        <source>no revision of the history is known to have run well: the trouble began at %1</source>
        <translation>历史中没有已知运行良好的修订版：故障开始于 %1</translation>
    </message>
    <message>
        <source>name the revision to go back to</source>
        <translation>请指明要回到的修订版</translation>
    </message>
</context>
<context>
    <name>sandbox</name>
    <message>
        <source>%1: p95 is less than p50</source>
        <translation>%1：p95 小于 p50</translation>
    </message>
    <message>
        <source>%1: expected exactly one of components, process and deploy</source>
        <translation>%1：components、process 和 deploy 中应恰有一个</translation>
    </message>
    <message>
        <source>%1: expected a version like 0.1.0, found &quot;%2&quot;</source>
        <translation>%1：应为 0.1.0 这样的版本号，实为“%2”</translation>
    </message>
    <message>
        <source>%1: expected a mapping</source>
        <translation>%1：应为映射</translation>
    </message>
    <message>
        <source>%1: min is greater than max</source>
        <translation>%1：min 大于 max</translation>
    </message>
    <message>
        <source>%1: schema_by_app_version says nothing about %2</source>
        <translation>%1：schema_by_app_version 未提及 %2</translation>
    </message>
    <message>
        <source>%1: schema_version %2 is outside what %3 runs on (%4 to %5)</source>
        <translation>%1：schema_version %2 超出 %3 的可运行范围（%4 至 %5）</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>无法读取文件：%1。</translation>
    </message>
    <message>
        <source>scenario</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>revisions: at least one is needed</source>
        <translation>revisions：至少需要一项</translation>
    </message>
    <message>
        <source>faults</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>The scenario is not valid: %1</source>
        <translation>场景无效：%1</translation>
    </message>
    <message>
        <source>Mend the file; resources/schema/scenario.schema.json says what each key means.</source>
        <translation>请修正该文件；各键的含义见 resources/schema/scenario.schema.json。</translation>
    </message>
    <message>
        <source>a mapping</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>the file is larger than 256 KiB</source>
        <translation>文件大于 256 KiB</translation>
    </message>
    <message>
        <source>expected a mapping at the top level, found %1</source>
        <translation>顶层应为映射，实为%1</translation>
    </message>
    <message>
        <source>%1: expected a mapping, found %2</source>
        <translation>%1：应为映射，实为%2</translation>
    </message>
    <message>
        <source>%1: more than 1000 entries</source>
        <translation>%1：超过 1000 个条目</translation>
    </message>
    <message>
        <source>%1: a key must be text</source>
        <translation>%1：键必须是文本</translation>
    </message>
    <message>
        <source>%1: key &quot;%2&quot; stands here twice</source>
        <translation>%1：键“%2”在此出现两次</translation>
    </message>
    <message>
        <source>%1: unknown key &quot;%2&quot;; nearest valid one: %3</source>
        <translation>%1：未知键“%2”；最接近的有效键：%3</translation>
    </message>
    <message>
        <source>%1: expected a list, found %2</source>
        <translation>%1：应为列表，实为%2</translation>
    </message>
    <message>
        <source>%1: expected text, found %2</source>
        <translation>%1：应为文本，实为%2</translation>
    </message>
    <message>
        <source>%1: longer than %2 characters</source>
        <translation>%1：长于 %2 个字符</translation>
    </message>
    <message>
        <source>%1: expected a number from %2 to %3, found %4</source>
        <translation>%1：应为 %2 至 %3 之间的数字，实为 %4</translation>
    </message>
    <message>
        <source>%1: expected a whole number from %2 to %3, found %4</source>
        <translation>%1：应为 %2 至 %3 之间的整数，实为 %4</translation>
    </message>
    <message>
        <source>%1: expected one of %2; found %3</source>
        <translation>%1：应为 %2 之一；实为 %3</translation>
    </message>
    <message>
        <source>%1: more than 10000 values</source>
        <translation>%1：超过 10000 个值</translation>
    </message>
    <message>
        <source>%1: nested deeper than 32 levels</source>
        <translation>%1：嵌套超过 32 层</translation>
    </message>
    <message>
        <source>%1: key &quot;%2&quot; is missing</source>
        <translation>%1：缺少键“%2”</translation>
    </message>
    <message>
        <source>drill: rolled-back needs breaches, suspect_revision and rollback_to under expect</source>
        <translation>drill：rolled-back 需要在 expect 下给出 breaches、suspect_revision 和 rollback_to</translation>
    </message>
    <message>
        <source>drill: expect names neither breaches nor anything silent</source>
        <translation>drill：expect 既没有给出 breaches，也没有给出 silent</translation>
    </message>
    <message>
        <source>revision %1 of %2: chart %3</source>
        <translation>%2 的修订版 %1：chart %3</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>error: %1</source>
        <translation>错误：%1</translation>
    </message>
    <message>
        <source>no sandbox here</source>
        <translation>此处没有沙箱</translation>
    </message>
    <message>
        <source>Start one with `up`.</source>
        <translation>请用 `up` 启动一个。</translation>
    </message>
    <message>
        <source>the supervisor was killed; the next `up` cleans up</source>
        <translation>监管进程已被终止；下次 `up` 会清理</translation>
    </message>
    <message>
        <source>names no port</source>
        <translation>未指明端口</translation>
    </message>
    <message>
        <source>runs already</source>
        <translation>已在运行</translation>
    </message>
    <message>
        <source>its log file cannot be opened</source>
        <translation>无法打开其日志文件</translation>
    </message>
    <message>
        <source>this kernel gives no pidfd (Linux 5.3 or newer is needed)</source>
        <translation>此内核不提供 pidfd（需要 Linux 5.3 或更新）</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>退出码 %1</translation>
    </message>
    <message>
        <source>signal %1</source>
        <translation>信号 %1</translation>
    </message>
    <message>
        <source>cannot be given to the account &quot;postgres&quot;</source>
        <translation>无法交给账户“postgres”</translation>
    </message>
    <message>
        <source>is no fault of this sandbox</source>
        <translation>不是此沙箱的故障</translation>
    </message>
    <message>
        <source>Known: %1.</source>
        <translation>已知：%1。</translation>
    </message>
    <message>
        <source>names a revision that its scenario does not have</source>
        <translation>指明了其场景中没有的修订版</translation>
    </message>
    <message>
        <source>a quote or backslash in the folder&apos;s name is not supported</source>
        <translation>不支持文件夹名称中含有引号或反斜杠</translation>
    </message>
    <message>
        <source>cannot be made executable</source>
        <translation>无法设为可执行</translation>
    </message>
    <message>
        <source>the folder cannot be made</source>
        <translation>无法创建文件夹</translation>
    </message>
    <message>
        <source>cannot be removed</source>
        <translation>无法移除</translation>
    </message>
    <message>
        <source>the folder is not empty and not a sandbox&apos;s</source>
        <translation>文件夹不为空，且不属于沙箱</translation>
    </message>
    <message>
        <source>Name an empty or new folder with --dir.</source>
        <translation>请用 --dir 指定空文件夹或新文件夹。</translation>
    </message>
    <message>
        <source>there is no account &quot;postgres&quot; to run PostgreSQL as</source>
        <translation>没有用于运行 PostgreSQL 的账户“postgres”</translation>
    </message>
    <message>
        <source>Install the package postgresql-15.</source>
        <translation>请安装软件包 postgresql-15。</translation>
    </message>
    <message>
        <source>is not a sandbox&apos;s state folder, so it is not deleted</source>
        <translation>不是沙箱的状态文件夹，因此未删除</translation>
    </message>
    <message>
        <source>cannot be written: %1</source>
        <translation>无法写入：%1</translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>is larger than %1 bytes</source>
        <translation>大于 %1 字节</translation>
    </message>
    <message>
        <source>the sandbox&apos;s resources (chart, scenarios, migrations) are nowhere</source>
        <translation>找不到沙箱的资源（chart、场景、迁移）</translation>
    </message>
    <message>
        <source>Set EDGELINK_RESOURCES to the folder that holds sandbox/.</source>
        <translation>请将 EDGELINK_RESOURCES 设为包含 sandbox/ 的文件夹。</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>a sandbox runs here already</source>
        <translation>此处已有沙箱在运行</translation>
    </message>
    <message>
        <source>A private EdgeLink platform of real components to practise on: etcd, Kubernetes, KWOK, PostgreSQL, Redis, Prometheus, Alertmanager and a release deployed by helm.</source>
        <translation>由真实组件构成、供演练使用的私有 EdgeLink 平台：etcd、Kubernetes、KWOK、PostgreSQL、Redis、Prometheus、Alertmanager，以及由 helm 部署的发布。</translation>
    </message>
    <message>
        <source>Examples:
  edgelink-sandbox up --scenario bad-release
  edgelink-sandbox inject prometheus-down; edgelink-sandbox clear
  edgelink-sandbox --dir /tmp/other up --helm 4 --json
Exit codes: 0 success, 1 failed, 2 usage, 130 interrupted.</source>
        <translation>示例：
  edgelink-sandbox up --scenario bad-release
  edgelink-sandbox inject prometheus-down; edgelink-sandbox clear
  edgelink-sandbox --dir /tmp/other up --helm 4 --json
退出码：0 成功，1 失败，2 用法错误，130 被中断。</translation>
    </message>
    <message>
        <source>State folder; sandboxes in different folders do not meet</source>
        <translation>状态文件夹；不同文件夹中的沙箱互不影响</translation>
    </message>
    <message>
        <source>Folder with the pinned tools (default: $EDGELINK_TOOLCHAIN, else they are built)</source>
        <translation>存放固定版本工具的文件夹（默认：$EDGELINK_TOOLCHAIN，否则现场构建）</translation>
    </message>
    <message>
        <source>Start a fresh sandbox and return when its healthy release is deployed</source>
        <translation>启动全新沙箱，在其健康的发布部署完成后返回</translation>
    </message>
    <message>
        <source>Name of a scenario or a file (default: bad-release)</source>
        <translation>场景名称或文件（默认：bad-release）</translation>
    </message>
    <message>
        <source>Helm that deploys, and that the console is given</source>
        <translation>用于部署并提供给控制台的 Helm</translation>
    </message>
    <message>
        <source>Stay, and end the sandbox on Ctrl-C</source>
        <translation>保持运行，按 Ctrl-C 时结束沙箱</translation>
    </message>
    <message>
        <source>Print the state as JSON when ready</source>
        <translation>就绪时以 JSON 输出状态</translation>
    </message>
    <message>
        <source>Say what runs; exit code 0 when it is ready</source>
        <translation>显示正在运行的内容；就绪时退出码为 0</translation>
    </message>
    <message>
        <source>As JSON</source>
        <translation>以 JSON 输出</translation>
    </message>
    <message>
        <source>Make something go wrong</source>
        <translation>注入故障</translation>
    </message>
    <message>
        <source>Its name; `status --json` lists availableFaults</source>
        <translation>故障名称；`status --json` 列出 availableFaults</translation>
    </message>
    <message>
        <source>Undo every fault</source>
        <translation>撤销所有故障</translation>
    </message>
    <message>
        <source>End everything that runs</source>
        <translation>结束所有正在运行的内容</translation>
    </message>
    <message>
        <source>The same, and delete the state folder</source>
        <translation>同上，并删除状态文件夹</translation>
    </message>
    <message>
        <source>Internal: the EdgeLink API and its traffic, started by `up`</source>
        <translation>内部使用：EdgeLink API 及其流量，由 `up` 启动</translation>
    </message>
    <message>
        <source>thresholds cannot be read: %1</source>
        <translation>无法读取阈值：%1</translation>
    </message>
    <message>
        <source>the folder of port locks cannot be made</source>
        <translation>无法创建存放端口锁的文件夹</translation>
    </message>
    <message>
        <source>no free port between %1 and %2</source>
        <translation>%1 到 %2 之间没有空闲端口</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>answered HTTP %1</source>
        <translation>应答 HTTP %1</translation>
    </message>
    <message>
        <source>does not answer as expected yet</source>
        <translation>尚未按预期应答</translation>
    </message>
    <message>
        <source>no pipe could be made: %1</source>
        <translation>无法创建管道：%1</translation>
    </message>
    <message>
        <source>no process could be made: %1</source>
        <translation>无法创建进程：%1</translation>
    </message>
    <message>
        <source>cannot be started: %1</source>
        <translation>无法启动：%1</translation>
    </message>
    <message>
        <source>ended while it started: %1</source>
        <translation>在启动过程中结束：%1</translation>
    </message>
    <message>
        <source>Its log: %1</source>
        <translation>其日志：%1</translation>
    </message>
    <message>
        <source>was not ready within %1 s: %2</source>
        <translation>%1 秒内未就绪：%2</translation>
    </message>
    <message>
        <source>does not run, so it cannot be stopped</source>
        <translation>未在运行，因此无法停止</translation>
    </message>
    <message>
        <source>frozen by a fault</source>
        <translation>因故障被冻结</translation>
    </message>
    <message>
        <source>stopped by a fault</source>
        <translation>因故障被停止</translation>
    </message>
    <message>
        <source>is no component of this sandbox</source>
        <translation>不是此沙箱的组件</translation>
    </message>
    <message>
        <source>ended unexpectedly (%1): %2</source>
        <translation>意外结束（%1）：%2</translation>
    </message>
    <message>
        <source>the sandbox&apos;s tools are not named and cannot be built here</source>
        <translation>未指明沙箱的工具，且无法在此构建</translation>
    </message>
    <message>
        <source>Name their folder with --toolchain or EDGELINK_TOOLCHAIN.</source>
        <translation>请用 --toolchain 或 EDGELINK_TOOLCHAIN 指明其文件夹。</translation>
    </message>
    <message>
        <source>programs of the sandbox are missing</source>
        <translation>缺少沙箱所需的程序</translation>
    </message>
    <message>
        <source>Install them: apt-get install %1</source>
        <translation>请安装：apt-get install %1</translation>
    </message>
    <message>
        <source>these tools are missing: %1</source>
        <translation>缺少以下工具：%1</translation>
    </message>
    <message>
        <source>Build them: packaging/toolchain/build %1</source>
        <translation>请构建：packaging/toolchain/build %1</translation>
    </message>
    <message>
        <source>sandbox</source>
        <translation>沙箱</translation>
    </message>
    <message>
        <source>phase         %1</source>
        <translation>阶段          %1</translation>
    </message>
    <message>
        <source>scenario      %1 (time × %2)</source>
        <translation>场景          %1（时间 × %2）</translation>
    </message>
    <message>
        <source>error         %1</source>
        <translation>错误          %1</translation>
    </message>
    <message>
        <source>console.yaml  %1</source>
        <translation>console.yaml  %1</translation>
    </message>
    <message>
        <source>kubeconfig    %1 (contexts edgelink-sandbox, edgelink-viewer, edgelink-cert)</source>
        <translation>kubeconfig    %1（上下文 edgelink-sandbox、edgelink-viewer、edgelink-cert）</translation>
    </message>
    <message>
        <source>faults        %1</source>
        <translation>故障          %1</translation>
    </message>
    <message>
        <source> (restarts: %1)</source>
        <translation> （重启：%1）</translation>
    </message>
    <message>
        <source>did not end: %1</source>
        <translation>未结束：%1</translation>
    </message>
    <message>
        <source>the release&apos;s history cannot be read</source>
        <translation>无法读取发布的历史</translation>
    </message>
    <message>
        <source>no sandbox runs here</source>
        <translation>此处没有沙箱在运行</translation>
    </message>
    <message>
        <source>Start it with `up`.</source>
        <translation>请用 `up` 启动。</translation>
    </message>
    <message>
        <source>the sandbox ended before it answered</source>
        <translation>沙箱在应答之前已结束</translation>
    </message>
    <message>
        <source>the sandbox did not answer in time</source>
        <translation>沙箱未及时应答</translation>
    </message>
    <message>
        <source>is not a JSON object: %1 at byte %2</source>
        <translation>不是 JSON 对象：%1，位于字节 %2</translation>
    </message>
    <message>
        <source>has schema %1 where 1 is known</source>
        <translation>schema 为 %1，已知的是 1</translation>
    </message>
    <message>
        <source>is neither a scenario nor a file</source>
        <translation>既不是场景，也不是文件</translation>
    </message>
    <message>
        <source>is no known action</source>
        <translation>不是已知的操作</translation>
    </message>
    <message>
        <source>no pipe could be made</source>
        <translation>无法创建管道</translation>
    </message>
    <message>
        <source>did not end within %1 s</source>
        <translation>%1 秒内未结束</translation>
    </message>
    <message>
        <source>failed with exit code %1: %2</source>
        <translation>失败，退出码 %1：%2</translation>
    </message>
    <message>
        <source>interrupted: ending the sandbox</source>
        <translation>已中断：正在结束沙箱</translation>
    </message>
    <message>
        <source>error: the supervisor ended before the sandbox was ready</source>
        <translation>错误：监管进程在沙箱就绪之前已结束</translation>
    </message>
    <message>
        <source>a sandbox with the scenario &quot;%1&quot; runs here already</source>
        <translation>此处已有场景为“%1”的沙箱在运行</translation>
    </message>
    <message>
        <source>End it with `down` first.</source>
        <translation>请先用 `down` 结束它。</translation>
    </message>
    <message>
        <source>Language of what is said, here and in the state file</source>
        <translation>输出所用的语言，此处与状态文件中相同</translation>
    </message>
    <message>
        <source>a sandbox deployed by Helm %1 runs here already</source>
        <translation>此处已有由 Helm %1 部署的沙箱在运行</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>无法写入</translation>
    </message>
    <message>
        <source>libcrypt makes no bcrypt hashes here</source>
        <translation>此处的 libcrypt 无法生成 bcrypt 散列</translation>
    </message>
</context>
<context>
    <name>thresholds</name>
    <message>
        <source>unknown placeholder %1 in a query</source>
        <translation>查询中有未知占位符 %1</translation>
    </message>
    <message>
        <source>Known ones: %1.</source>
        <translation>已知的有：%1。</translation>
    </message>
    <message>
        <source>no baseline has been measured yet</source>
        <translation>尚未测得基线</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>Reads: %1</source>
        <translation>读取：%1</translation>
    </message>
    <message>
        <source>Starts: %1</source>
        <translation>执行：%1</translation>
    </message>
    <message>
        <source>%1 ended with success after %2 s</source>
        <translation>%1 成功结束，用时 %2 秒</translation>
    </message>
    <message>
        <source>%1 was cancelled after %2 s</source>
        <translation>%1 在 %2 秒后被取消</translation>
    </message>
    <message>
        <source>%1 failed after %2 s</source>
        <translation>%1 在 %2 秒后失败</translation>
    </message>
    <message>
        <source>Observed %1: %2</source>
        <translation>观察 %1：%2</translation>
    </message>
    <message>
        <source>Run started: %1</source>
        <translation>运行开始：%1</translation>
    </message>
    <message>
        <source>Run ended: %1 (%2)</source>
        <translation>运行结束：%1（%2）</translation>
    </message>
    <message>
        <source>Step begun: %1 (attempt %2)</source>
        <translation>步骤开始：%1（第 %2 次）</translation>
    </message>
    <message>
        <source>Step begun: %1</source>
        <translation>步骤开始：%1</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <translation>步骤%1：%2</translation>
    </message>
    <message>
        <source>Decided: %1</source>
        <translation>决定：%1</translation>
    </message>
    <message>
        <source>Declared: %1</source>
        <translation>人工声明：%1</translation>
    </message>
    <message>
        <source>Threshold crossed: %1 is %2, limit %3</source>
        <translation>越过阈值：%1 为 %2，阈值 %3</translation>
    </message>
    <message>
        <source>worst: %1</source>
        <translation>最差：%1</translation>
    </message>
    <message>
        <source>Back within its threshold: %1</source>
        <translation>回到阈值之内：%1</translation>
    </message>
    <message>
        <source>Incident %1 opened</source>
        <translation>事件 %1 开启</translation>
    </message>
    <message>
        <source>Incident %1 closed</source>
        <translation>事件 %1 关闭</translation>
    </message>
    <message>
        <source>Nothing changed shortly before</source>
        <translation>此前不久没有变更</translation>
    </message>
    <message>
        <source>Changed shortly before: %1</source>
        <translation>此前不久的变更：%1</translation>
    </message>
    <message>
        <source>Verdict on going back to revision %1: %2</source>
        <translation>回到修订版 %1 的结论：%2</translation>
    </message>
    <message>
        <source>Alert silenced until %1</source>
        <translation>告警静默至 %1</translation>
    </message>
    <message>
        <source>A silence was ended</source>
        <translation>结束了一个静默</translation>
    </message>
    <message>
        <source>Armed for %1 until %2</source>
        <translation>对 %1 解锁至 %2</translation>
    </message>
    <message>
        <source>Disarmed: reading only</source>
        <translation>已锁定：只读</translation>
    </message>
    <message>
        <source>Left behind: %1</source>
        <translation>遗留：%1</translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation>导出：%1</translation>
    </message>
    <message>
        <source>Emptied in the report: %1</source>
        <translation>清空报告字段：%1</translation>
    </message>
    <message>
        <source>Written into the report, %1: %2</source>
        <translation>写入报告，%1：%2</translation>
    </message>
    <message>
        <source>Curve kept: %1 (%2 samples)</source>
        <translation>保存曲线：%1（%2 个样本）</translation>
    </message>
    <message>
        <source>This machine&apos;s clock stepped by %1 s</source>
        <translation>本机时钟跳变了 %1 秒</translation>
    </message>
    <message>
        <source>success</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>done with a warning</source>
        <translation>完成但有警告</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>skip the step</source>
        <translation>跳过该步骤</translation>
    </message>
    <message>
        <source>stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>undo the step</source>
        <translation>撤销该步骤</translation>
    </message>
    <message>
        <source>go on with the run</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>go on in spite of a failed check</source>
        <translation>在检查未通过的情况下继续</translation>
    </message>
    <message>
        <source>go</source>
        <translation>可以回滚</translation>
    </message>
    <message>
        <source>go, with warnings</source>
        <translation>可以回滚，但有警告</translation>
    </message>
    <message>
        <source>no go</source>
        <translation>不可回滚</translation>
    </message>
    <message>
        <source>HTTP 5xx rate</source>
        <translation>HTTP 5xx 错误率</translation>
    </message>
    <message>
        <source>P95 latency</source>
        <translation>P95 延迟</translation>
    </message>
    <message>
        <source>CrashLoopBackOff</source>
        <translation>CrashLoopBackOff</translation>
    </message>
    <message>
        <source>probe failures</source>
        <translation>健康检查失败率</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>active connections</source>
        <translation>活跃连接数</translation>
    </message>
    <message>
        <source>a core feature is down</source>
        <translation>核心功能不可用</translation>
    </message>
    <message>
        <source>data is inconsistent</source>
        <translation>数据不一致</translation>
    </message>
    <message>
        <source>a security hole needs a fix</source>
        <translation>安全漏洞需要修复</translation>
    </message>
    <message>
        <source>clients are incompatible</source>
        <translation>客户端不兼容</translation>
    </message>
    <message>
        <source>open</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>mitigated</source>
        <translation>已缓解</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>scope of impact</source>
        <translation>影响范围</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>责任人</translation>
    </message>
    <message>
        <source>data lost</source>
        <translation>数据丢失</translation>
    </message>
    <message>
        <source>root cause</source>
        <translation>根本原因</translation>
    </message>
    <message>
        <source>improvements</source>
        <translation>改进措施</translation>
    </message>
    <message>
        <source>lessons</source>
        <translation>经验教训</translation>
    </message>
    <message>
        <source>command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>command ended</source>
        <translation>命令结束</translation>
    </message>
    <message>
        <source>observation</source>
        <translation>观察</translation>
    </message>
    <message>
        <source>run started</source>
        <translation>运行开始</translation>
    </message>
    <message>
        <source>run ended</source>
        <translation>运行结束</translation>
    </message>
    <message>
        <source>step begun</source>
        <translation>步骤开始</translation>
    </message>
    <message>
        <source>step ended</source>
        <translation>步骤结束</translation>
    </message>
    <message>
        <source>decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>breach</source>
        <translation>越限</translation>
    </message>
    <message>
        <source>back to normal</source>
        <translation>恢复正常</translation>
    </message>
    <message>
        <source>incident opened</source>
        <translation>事件开启</translation>
    </message>
    <message>
        <source>incident closed</source>
        <translation>事件已关闭</translation>
    </message>
    <message>
        <source>suspects</source>
        <translation>可疑变更</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>静默</translation>
    </message>
    <message>
        <source>silence ended</source>
        <translation>静默结束</translation>
    </message>
    <message>
        <source>armed</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>read-only again</source>
        <translation>恢复只读</translation>
    </message>
    <message>
        <source>debt</source>
        <translation>遗留事项</translation>
    </message>
    <message>
        <source>export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>clock step</source>
        <translation>时钟跳变</translation>
    </message>
    <message>
        <source>pod</source>
        <translation>个 Pod</translation>
    </message>
    <message>
        <source>pods</source>
        <translation>个 Pod</translation>
    </message>
    <message>
        <source>refused by the pre-flight</source>
        <translation>被预检拒绝</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The code of the language of these sentences: en or zh.</extracomment>
        <translation>zh</translation>
    </message>
    <message>
        <source>What changed shortly before is not known</source>
        <translation>此前不久有哪些变更不得而知</translation>
    </message>
    <message>
        <source>could not be read: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>How a command ended is not known</source>
        <translation>某条命令如何结束不得而知</translation>
    </message>
    <message>
        <source>its effect was seen afterwards</source>
        <translation>事后看到了它的效果</translation>
    </message>
    <message>
        <source>its effect was not there afterwards</source>
        <translation>事后没有看到它的效果</translation>
    </message>
    <message>
        <source>whether it took effect could not be seen</source>
        <translation>无法看到它是否生效</translation>
    </message>
</context>
<context>
    <name>tools</name>
    <message>
        <source>%1 %2 or newer is wanted</source>
        <translation>需要 %1 %2 或更高版本</translation>
    </message>
</context>
</TS>
