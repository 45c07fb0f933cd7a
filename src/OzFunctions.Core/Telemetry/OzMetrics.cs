using System.Diagnostics.Metrics;
using System.Globalization;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Telemetry;

/// <summary>
/// The metrics, under the names that alerts and dashboards use. Tag values are fixed words and endpoint names; ids, values and addresses
/// would each create a time series.
/// </summary>
public sealed class OzMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "OzFunctions";

    /// <summary>Handled work items, by kind and result.</summary>
    public const string WorkItems = "ozfunctions.work.items";

    /// <summary>Parked deliveries, by endpoint and state.</summary>
    public const string ParkedDeliveries = "ozfunctions.deliveries.parked";

    /// <summary>Folders that were reported as overdue.</summary>
    public const string OverdueFolders = "ozfunctions.folders.overdue";

    /// <summary>Ended runs, by kind and state.</summary>
    public const string EndedRuns = "ozfunctions.runs";

    /// <summary>Logins that Oz rejected, each of which suspends logins for 15 minutes, by Oz's error code.</summary>
    public const string LoginStops = "ozfunctions.oz.login_stops";

    /// <summary>How far Oz's clock is ahead of ours, in seconds.</summary>
    public const string OzClockSkew = "ozfunctions.oz.clock_skew";

    private const string Seconds = "s";

    // Oz's codes are lower; other values must not each create a time series.
    private const int MaxCode = 1_000;

    private readonly Counter<long> _webhooks;
    private readonly Histogram<double> _acknowledged;
    private readonly Counter<long> _work;
    private readonly Histogram<double> _age;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _parked;
    private readonly Gauge<double> _oldestDue;
    private readonly Counter<long> _looks;
    private readonly Counter<long> _overdue;
    private readonly Counter<long> _drifted;
    private readonly Counter<long> _runs;
    private readonly Counter<long> _loginStops;
    private readonly Gauge<double> _clockSkew;
    private readonly Counter<long> _refusedKeys;

    /// <summary>Creates the instruments.</summary>
    /// <param name="factory">Creates the meter.</param>
    public OzMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _webhooks = meter.CreateCounter<long>("ozfunctions.webhooks", description: "Webhooks, by outcome.");
        _acknowledged = meter.CreateHistogram<double>("ozfunctions.webhooks.duration", Seconds, "Time until a webhook was answered.");
        _work = meter.CreateCounter<long>(WorkItems, description: "Handled work items, by kind and result.");
        _age = meter.CreateHistogram<double>("ozfunctions.work.age", Seconds, "Time from when work was due until its handling began, by kind.");
        _attempts = meter.CreateCounter<long>("ozfunctions.deliveries.attempts", description: "Notification attempts, by endpoint and result.");
        _parked = meter.CreateCounter<long>(ParkedDeliveries, description: "Parked deliveries, by endpoint and state: pending, waiting, dead.");
        _oldestDue = meter.CreateGauge<double>("ozfunctions.work.oldest_due", Seconds, "How long the oldest work in the queue has been due.");
        _looks = meter.CreateCounter<long>("ozfunctions.reconciliation.looks", description: "Checks of folders with Oz, by result.");
        _overdue = meter.CreateCounter<long>(OverdueFolders, description: "Folders that were reported as overdue.");
        _drifted = meter.CreateCounter<long>("ozfunctions.folders.drifted", description: "Folders for which Oz's own result began to contradict ours.");
        _runs = meter.CreateCounter<long>(EndedRuns, description: "Ended runs, by kind and state.");
        _loginStops = meter.CreateCounter<long>(LoginStops, description: "Logins that Oz rejected, each of which suspends logins for 15 minutes, by Oz's error code.");
        _clockSkew = meter.CreateGauge<double>(OzClockSkew, Seconds, "How far Oz's clock is ahead of ours; negative when it is behind. The greatest difference of the last 30 to 60 minutes.");
        _refusedKeys = meter.CreateCounter<long>("ozfunctions.keys.refused", description: "Requests with a missing or wrong key, by key level.");
    }

    /// <summary>Records an answered webhook.</summary>
    /// <param name="outcome">The outcome, as in the response.</param>
    /// <param name="duration">The time until the response.</param>
    public void Webhook(string outcome, TimeSpan duration)
    {
        _webhooks.Add(1, Tag("outcome", outcome));
        _acknowledged.Record(duration.TotalSeconds, Tag("outcome", outcome));
    }

    /// <summary>Records a request that was rejected because of its key.</summary>
    /// <param name="level">The required key level: <c>webhook</c>, <c>read</c> or <c>admin</c>.</param>
    /// <param name="given"><c>missing</c> or <c>wrong</c>.</param>
    public void KeyRefused(string level, string given) => _refusedKeys.Add(1, Tag("key", level), Tag("given", given));

    /// <summary>Records a handled work item.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="result">The outcome.</param>
    /// <param name="age">How long it had been due; null when unknown.</param>
    public void Work(string kind, WorkResult result, TimeSpan? age)
    {
        _work.Add(1, Tag("kind", kind), Tag("result", result.ToString()));
        if (age is { } due)
        {
            _age.Record(Math.Max(0, due.TotalSeconds), Tag("kind", kind));
        }
    }

    /// <summary>Records a notification attempt.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="answer">The outcome.</param>
    public void Attempt(string endpoint, AttemptResult answer)
    {
        var result = answer switch
        {
            { IsSuccess: true } => "delivered",
            { TimedOut: true } => "timeout",
            { IsThrottled: true } => "throttled",
            { Status: null } => "no_answer",
            { Status: { } status } => $"http_{status / 100}xx",
        };
        _attempts.Add(1, Tag("endpoint", endpoint), Tag("result", result));
    }

    /// <summary>Records a parked delivery.</summary>
    /// <param name="delivery">The delivery.</param>
    public void Parked(Delivery delivery)
    {
        _parked.Add(1, Tag("endpoint", delivery.Key.Endpoint), Tag("state", CamelCase.Of(delivery.State)));
    }

    /// <summary>Records the age of a queue.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="age">How long its oldest item has been due; zero when none is due.</param>
    public void OldestDue(WorkQueueName queue, TimeSpan age) =>
        _oldestDue.Record(Math.Max(0, age.TotalSeconds), Tag("queue", CamelCase.Of(queue)));

    /// <summary>Records that Oz's own result began to contradict ours.</summary>
    public void Drifted() => _drifted.Add(1);

    /// <summary>Records that Oz rejected a login, or the account at another request.</summary>
    /// <param name="code">Oz's error code; null when the response had none.</param>
    public void LoginStopped(int? code) => _loginStops.Add(1, Tag("code", code switch
    {
        null => "none",
        > 0 and < MaxCode => code.Value.ToString(CultureInfo.InvariantCulture),
        _ => "other",
    }));

    /// <summary>Records the difference between Oz's clock and ours.</summary>
    /// <param name="skew">How far Oz's clock is ahead; negative when it is behind.</param>
    public void ClockSkew(TimeSpan skew) => _clockSkew.Record(skew.TotalSeconds);

    /// <summary>Records a step of a run.</summary>
    /// <param name="before">The run before the step.</param>
    /// <param name="after">The run after the step.</param>
    public void Step(Run before, Run after)
    {
        foreach (var (name, count) in after.Counts)
        {
            var more = count - before.Counts.GetValueOrDefault(name);
            if (more > 0 && ReconciliationCounts.Results.Contains(name))
            {
                _looks.Add(more, Tag("result", name));
            }
            else if (more > 0 && name == ReconciliationCounts.Overdue)
            {
                _overdue.Add(more);
            }
        }

        if (after.State is RunState.Finished or RunState.Failed)
        {
            _runs.Add(1, Tag("kind", after.Id.Kind), Tag("state", after.State is RunState.Failed ? "failed" : "finished"));
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
