using OzFunctions.Core.Oz;

namespace OzFunctions.Core.Reconciliation;

/// <summary>What all parts of reconciliation share.</summary>
/// <param name="oz">Polls Oz.</param>
/// <param name="settings">The reconciliation settings.</param>
/// <param name="clock">Compares Oz's clock with ours.</param>
/// <param name="time">The clock.</param>
public sealed class ReconciliationScope(OzGateway oz, ReconciliationSettings settings, OzClock clock, TimeProvider time)
{
    /// <summary>Whether an Oz account is configured.</summary>
    public bool CanAsk => oz.IsConfigured;

    /// <summary>The maximum number of due folders that are polled concurrently, 4 or more: half of all polls, so that webhooks and lists find a permit.</summary>
    public int MaxConcurrentDue => oz.MaxConcurrent / 2;

    /// <summary>The reconciliation settings.</summary>
    public ReconciliationSettings Settings => settings;

    /// <summary>Compares Oz's clock with ours.</summary>
    public OzClock Clock => clock;

    /// <summary>The current time, UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();
}
