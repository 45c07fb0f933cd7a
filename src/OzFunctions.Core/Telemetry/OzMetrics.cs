using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Telemetry;

/// <summary>
/// What is measured, under the names that alerts and dashboards know. Tags are words of ours and names of endpoints: never an id, a value or an
/// address, which would be a series each.
/// </summary>
public sealed class OzMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "OzFunctions";

    /// <summary>Work items, by kind and by what became of them.</summary>
    public const string WorkItems = "ozfunctions.work.items";

    /// <summary>Deliveries that failed and came to be listed, by endpoint and state.</summary>
    public const string ParkedDeliveries = "ozfunctions.deliveries.parked";

    /// <summary>Folders that were told to be running for too long.</summary>
    public const string OverdueFolders = "ozfunctions.folders.overdue";

    /// <summary>Runs that came to an end, by kind and state.</summary>
    public const string EndedRuns = "ozfunctions.runs";

    /// <summary>Logins that Oz refused, each of which stops the logins for a while, by Oz's error code.</summary>
    public const string LoginStops = "ozfunctions.oz.login_stops";

    /// <summary>By how many seconds Oz's clock is ahead of ours.</summary>
    public const string OzClockSkew = "ozfunctions.oz.clock_skew";

    private const string Seconds = "s";

    // Those of Oz are lower; whatever else comes must not be a series each.
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

    /// <summary>Makes the instruments.</summary>
    /// <param name="factory">Makes the meter.</param>
    public OzMetrics(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        var meter = factory.Create(MeterName);
        _webhooks = meter.CreateCounter<long>("ozfunctions.webhooks", description: "Webhooks, by outcome.");
        _acknowledged = meter.CreateHistogram<double>("ozfunctions.webhooks.duration", Seconds, "Time until a webhook was answered.");
        _work = meter.CreateCounter<long>(WorkItems, description: "Work items, by kind and by what became of them.");
        _age = meter.CreateHistogram<double>("ozfunctions.work.age", Seconds, "How long work was due before it was done, by kind.");
        _attempts = meter.CreateCounter<long>("ozfunctions.deliveries.attempts", description: "Attempts at notifications, by endpoint and result.");
        _parked = meter.CreateCounter<long>(ParkedDeliveries, description: "Deliveries that failed and came to be listed, by endpoint and state: pending, waiting, dead.");
        _oldestDue = meter.CreateGauge<double>("ozfunctions.work.oldest_due", Seconds, "How long the oldest work in the queue has been due.");
        _looks = meter.CreateCounter<long>("ozfunctions.reconciliation.looks", description: "Looks of reconciliation at folders, by what they found.");
        _overdue = meter.CreateCounter<long>(OverdueFolders, description: "Folders that were told to be running for too long.");
        _drifted = meter.CreateCounter<long>("ozfunctions.folders.drifted", description: "Folders whose own result at Oz came to contradict ours.");
        _runs = meter.CreateCounter<long>(EndedRuns, description: "Runs that came to an end, by kind and state.");
        _loginStops = meter.CreateCounter<long>(LoginStops, description: "Logins that Oz refused, after each of which none is tried for 15 minutes, by Oz's error code.");
        _clockSkew = meter.CreateGauge<double>(OzClockSkew, Seconds, "By how much Oz's clock is ahead of ours; negative behind it. The greatest of the last half hour to an hour.");
        _refusedKeys = meter.CreateCounter<long>("ozfunctions.keys.refused", description: "Requests without the key of their route, by key level and whether it was missing or wrong.");
    }

    /// <summary>A webhook was answered.</summary>
    /// <param name="outcome">The word of the answer.</param>
    /// <param name="duration">How long it took.</param>
    public void Webhook(string outcome, TimeSpan duration)
    {
        _webhooks.Add(1, Tag("outcome", outcome));
        _acknowledged.Record(duration.TotalSeconds, Tag("outcome", outcome));
    }

    /// <summary>A request was refused for want of a key.</summary>
    /// <param name="level">The key that it should have brought: <c>webhook</c>, <c>read</c> or <c>admin</c>.</param>
    /// <param name="given"><c>missing</c> or <c>wrong</c>.</param>
    public void KeyRefused(string level, string given) => _refusedKeys.Add(1, Tag("key", level), Tag("given", given));

    /// <summary>A work item was handled.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="age">How long it was due; null when nobody knows.</param>
    public void Work(string kind, WorkResult result, TimeSpan? age)
    {
        _work.Add(1, Tag("kind", kind), Tag("result", result.ToString()));
        if (age is { } due)
        {
            _age.Record(Math.Max(0, due.TotalSeconds), Tag("kind", kind));
        }
    }

    /// <summary>A notification was tried.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="answer">What came of it.</param>
    public void Attempt(string endpoint, DeliveryAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
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

    /// <summary>A delivery came to be listed among those that are not delivered.</summary>
    /// <param name="delivery">The delivery.</param>
    public void Parked(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        _parked.Add(1, Tag("endpoint", delivery.Key.Endpoint), Tag("state", JsonNamingPolicy.CamelCase.ConvertName(delivery.State.ToString())));
    }

    /// <summary>A queue was looked at.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="age">How long its oldest item has been due; zero when none is.</param>
    public void OldestDue(WorkQueueName queue, TimeSpan age) =>
        _oldestDue.Record(Math.Max(0, age.TotalSeconds), Tag("queue", JsonNamingPolicy.CamelCase.ConvertName(queue.ToString())));

    /// <summary>Oz's own result came to contradict ours.</summary>
    public void Drifted() => _drifted.Add(1);

    /// <summary>Oz refused a login, or the account at another request.</summary>
    /// <param name="code">Oz's error code; null where it answered without one.</param>
    public void LoginStopped(int? code) => _loginStops.Add(1, Tag("code", code switch
    {
        null => "none",
        > 0 and < MaxCode => code.Value.ToString(CultureInfo.InvariantCulture),
        _ => "other",
    }));

    /// <summary>Oz's clock was compared with ours.</summary>
    /// <param name="skew">How far it is ahead; negative behind.</param>
    public void ClockSkew(TimeSpan skew) => _clockSkew.Record(skew.TotalSeconds);

    /// <summary>A run made a step.</summary>
    /// <param name="before">The run before it.</param>
    /// <param name="after">The run after it.</param>
    public void Step(Run before, Run after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        foreach (var (name, count) in after.Counts)
        {
            var more = count - before.Counts.GetValueOrDefault(name);
            if (more > 0 && LookCounts.Results.Contains(name))
            {
                _looks.Add(more, Tag("result", name));
            }
            else if (more > 0 && name == LookCounts.Overdue)
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
