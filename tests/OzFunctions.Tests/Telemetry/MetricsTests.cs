using System.Diagnostics.Metrics;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.Telemetry;

/// <summary>The metrics of the processor, collected in memory.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", "*", NotificationTypes.FolderDriftDetected)));
    private readonly MetricsInMemory _metrics;

    public MetricsTests() => _metrics = new MetricsInMemory(_bench.Service<IMeterFactory>());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Attempts_AreCountedByEndpointAndResultAndDeadOnesByState()
    {
        _bench.Sender.Answer = sent => Task.FromResult(_bench.Sender.Sent.Count == 1 ? new AttemptResult(null, "late", TimedOut: true) : new AttemptResult(500));

        await _bench.ReceiveAsync("DECLINED", updated: 1);
        while (await _bench.StepAsync() is not null)
        {
            // Successful deliveries of other notifications keep the endpoint healthy; otherwise these would wait.
            _bench.Monitor.Succeeded("bank");
        }

        Assert.Equal(1, Sum("ozfunctions.deliveries.attempts", ("endpoint", "bank"), ("result", "timeout")));
        Assert.Equal(19, Sum("ozfunctions.deliveries.attempts", ("endpoint", "bank"), ("result", "http_5xx")));
        Assert.Equal(2, Sum(OzMetrics.ParkedDeliveries, ("endpoint", "bank"), ("state", "dead")));
    }

    [Fact]
    public async Task WaitingDeliveries_AreCountedByState()
    {
        await _bench.Switch.DisableAsync("bank", "A test wants it.", int.MaxValue, failingSince: null, Token);

        await _bench.ReceiveAsync("DECLINED", updated: 1);
        await _bench.DrainAsync();

        Assert.Equal((2, 0), (Sum(OzMetrics.ParkedDeliveries, ("endpoint", "bank"), ("state", "waiting")), Sum(OzMetrics.ParkedDeliveries, ("state", "dead"))));
    }

    [Fact]
    public void Webhooks_AreCountedByOutcomeWithTheTimeThatTheyTook()
    {
        var metrics = _bench.Service<OzMetrics>();

        metrics.Webhook("applied", TimeSpan.FromSeconds(1));
        metrics.Webhook("applied", TimeSpan.FromSeconds(2));
        metrics.Webhook("duplicate", TimeSpan.FromSeconds(4));

        Assert.Equal((2, 1), (Sum("ozfunctions.webhooks", ("outcome", "applied")), Sum("ozfunctions.webhooks", ("outcome", "duplicate"))));
        Assert.Equal((3, 4), (Sum("ozfunctions.webhooks.duration", ("outcome", "applied")), Sum("ozfunctions.webhooks.duration", ("outcome", "duplicate"))));
    }

    [Fact]
    public async Task Work_IsCountedByKindAndResultWithTheTimeThatItWasDue()
    {
        await _bench.ReceiveAsync("DECLINED", updated: 1);
        var (text, due) = _bench.Queue.Take()!.Value;
        _bench.Clock.Advance(TimeSpan.FromSeconds(7));
        await _bench.Service<WorkHandler>().RunAsync(WorkQueueName.Changes, text, due, Token);
        await _bench.Service<WorkHandler>().RunAsync(WorkQueueName.Changes, "no work", null, Token);

        Assert.Equal(1, Sum(OzMetrics.WorkItems, ("kind", "changed"), ("result", "Done")));
        Assert.Equal(1, Sum(OzMetrics.WorkItems, ("kind", "none"), ("result", "Poisoned")));
        Assert.InRange(Sum("ozfunctions.work.age", ("kind", "changed")), 7, 8);
    }

    [Fact]
    public async Task Work_ThatWasDelayed_IsDueOnlyFromThenOn()
    {
        var text = WorkFormat.Write(new RefreshWork("f1", RefreshReasons.Hinted) { DelaySeconds = 60 });
        var enqueued = _bench.Clock.GetUtcNow();
        _bench.Clock.Advance(TimeSpan.FromSeconds(63));

        await _bench.Service<WorkHandler>().RunAsync(WorkQueueName.Changes, text, enqueued, Token);

        Assert.Equal(3, Sum("ozfunctions.work.age", ("kind", "refresh")));
    }

    [Fact]
    public async Task Reconciliation_IsCountedByWhatItFound()
    {
        var now = _bench.Clock.GetUtcNow();
        _bench.Oz.Put("new", now, now, PayloadJson.Analysis("a", "PROCESSING", updated: now.AddHours(-2).ToUnixTimeSeconds()));
        await RunAsync();
        _bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await RunAsync();

        Assert.Equal(1, Sum("ozfunctions.reconciliation.looks", ("result", "discovered")));
        Assert.Equal(1, Sum(OzMetrics.OverdueFolders));
        Assert.Equal(2, Sum(OzMetrics.EndedRuns, ("kind", "reconcile"), ("state", "finished")));
    }

    [Fact]
    public async Task Reconciliation_OfSeveralSteps_CountsEachCheckOnce()
    {
        var now = _bench.Clock.GetUtcNow();
        for (var i = 0; i < 250; i++)
        {
            _bench.Oz.Put($"f{i}", now, now, PayloadJson.Analysis("a", "FINISHED", "SUCCESS", updated: now.ToUnixTimeSeconds()));
        }

        _bench.Oz.Delay = token => Task.Delay(Core.Runs.RunSteps.Budget, _bench.Clock, token);
        await RunAsync();

        Assert.Equal(250, Sum("ozfunctions.reconciliation.looks", ("result", "discovered")));
    }

    [Fact]
    public async Task RunThatFailed_IsCountedAsSuch()
    {
        _bench.Oz.List = static _ => throw new OzRefusedException("Oz refuses us.");

        await RunAsync();

        Assert.Equal((1, 0), (Sum(OzMetrics.EndedRuns, ("state", "failed")), Sum(OzMetrics.EndedRuns, ("state", "finished"))));
    }

    [Fact]
    public async Task Drift_IsCountedOnceForEachNewDifference()
    {
        var body = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", updated: 5)], "FINISHED", "SUCCESS", updated: 6);

        await _bench.Ingest.ApplyAsync(Payloads.Read(body), ChangeCause.Webhook, Token);
        await _bench.Ingest.ApplyAsync(Payloads.Read(body), ChangeCause.Webhook, Token);

        Assert.Equal(1, Sum("ozfunctions.folders.drifted"));
    }

    [Fact]
    public void Alerts_WatchInstrumentsThatThereAre()
    {
        var rules = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "infra", "alerts.bicep"));

        Assert.All((string[])[OzMetrics.WorkItems, OzMetrics.ParkedDeliveries, OzMetrics.OverdueFolders, OzMetrics.EndedRuns, OzMetrics.LoginStops], name =>
            Assert.Contains($"Name == \"{name}\"", rules, StringComparison.Ordinal));
        Assert.Contains($"tostring(Properties.result) == \"{WorkResult.Poisoned}\"", rules, StringComparison.Ordinal);
        Assert.Contains($"tostring(Properties.kind) == \"{Core.Runs.RunKinds.Reconcile}\" and tostring(Properties.state) == \"failed\"", rules, StringComparison.Ordinal);
    }

    private async Task RunAsync()
    {
        await _bench.Service<ReconciliationStarter>().TryStartAsync(new ReconciliationRequest(), "schedule", null, Token);
        await _bench.DrainAsync(until: _bench.Clock.GetUtcNow().AddMinutes(1));
    }

    private double Sum(string name, params (string Key, string Value)[] tags) => _metrics.Sum(name, tags);
}
