using System.Globalization;

namespace OzFunctions.Core.Reconciliation;

/// <summary>What a run of reconciliation is to do.</summary>
/// <param name="From">The earliest creation of the folders to look at, UTC; null for all that is due.</param>
/// <param name="To">The latest creation, UTC.</param>
/// <param name="DryRun">Whether ours and Oz's are only to be compared.</param>
public sealed record ReconciliationRequest(DateTimeOffset? From = null, DateTimeOffset? To = null, bool DryRun = false)
{
    /// <summary>Whether the latest creation is only when the run was asked for, since nobody named one.</summary>
    public bool UntilNow { get; init; }

    /// <summary>Whether two runs were asked for the same.</summary>
    /// <param name="one">The parameters of one.</param>
    /// <param name="other">The parameters of the other.</param>
    /// <returns>Whether they were.</returns>
    public static bool AreSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        new[] { nameof(From), nameof(DryRun), one.ContainsKey(nameof(UntilNow)) ? nameof(UntilNow) : nameof(To) }.All(name => one.GetValueOrDefault(name) == other.GetValueOrDefault(name));

    /// <summary>Writes the request as parameters of a run.</summary>
    /// <returns>The parameters.</returns>
    public IReadOnlyDictionary<string, string> ToParameters()
    {
        var parameters = new Dictionary<string, string> { [nameof(DryRun)] = DryRun.ToString() };
        if (From is { } from && To is { } to)
        {
            parameters[nameof(From)] = from.ToString("O", CultureInfo.InvariantCulture);
            parameters[nameof(To)] = to.ToString("O", CultureInfo.InvariantCulture);
        }

        if (UntilNow)
        {
            parameters[nameof(UntilNow)] = bool.TrueString;
        }

        return parameters;
    }
}
