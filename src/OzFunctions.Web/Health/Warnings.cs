using System.Globalization;
using OzFunctions.Core;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Web.Health;

/// <summary>Reads the problems that operators should look into although webhooks are accepted, whichever process detected them.</summary>
/// <param name="oz">Tells whether an Oz account is configured.</param>
/// <param name="conditions">The conditions of the Oz account, shared by all processes.</param>
/// <param name="time">The clock.</param>
public sealed class Warnings(IOzFolders oz, OzConditionMonitor conditions, TimeProvider time)
{
    /// <summary>The warning that stands for all others when these could not be read.</summary>
    internal static WarningDocument Unread { get; } = new("warnings_unread", "The warnings about Oz could not be read from the table OzEndpoints, so it is unknown whether there are any.");

    /// <summary>Reads the warnings.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The warnings; empty when there are none.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    internal async Task<IReadOnlyList<WarningDocument>> ReadAsync(CancellationToken cancellationToken) =>
        oz.IsConfigured ? [.. Of(await conditions.ReadAsync(cancellationToken), time.GetUtcNow())] : [];

    private static IEnumerable<WarningDocument> Of(OzConditions conditions, DateTimeOffset now)
    {
        if (conditions.LoginStop is { } stop)
        {
            yield return new WarningDocument(
                "oz_login_stopped",
                string.Create(CultureInfo.InvariantCulture, $"Oz has refused logins with {stop.Refusal} since {stop.Since.UtcDateTime:s}Z. The next login will not be tried before {stop.Until.UtcDateTime:s}Z. Check Oz:Email and Oz:Password, and whether Oz has blocked the account."));
        }

        if (conditions.ClockSkew is { } clock && clock.IsCurrent(now))
        {
            var direction = clock.Skew > TimeSpan.Zero ? "ahead of" : "behind";
            yield return new WarningDocument(
                "oz_clock_skew",
                string.Create(CultureInfo.InvariantCulture, $"Oz's clock was {clock.Skew.Duration().TotalSeconds:0} s {direction} ours at {clock.SeenAt.UtcDateTime:s}Z. Compare the clocks of both machines."));
        }
    }
}
