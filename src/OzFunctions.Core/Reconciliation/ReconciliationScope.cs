using OzFunctions.Core.Oz;

namespace OzFunctions.Core.Reconciliation;

/// <summary>What every part of reconciliation goes by.</summary>
/// <param name="oz">Asks Oz.</param>
/// <param name="settings">When Oz is asked about what.</param>
/// <param name="clock">Compares Oz's clock with ours.</param>
/// <param name="time">The clock.</param>
public sealed class ReconciliationScope(OzInquiry oz, ReconciliationSettings settings, OzClock clock, TimeProvider time)
{
    /// <summary>Whether an Oz account is set.</summary>
    public bool CanAsk => oz.IsConfigured;

    /// <summary>When Oz is asked about what.</summary>
    public ReconciliationSettings Settings => settings;

    /// <summary>Compares Oz's clock with ours.</summary>
    public OzClock Clock => clock;

    /// <summary>The current time, UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();
}
