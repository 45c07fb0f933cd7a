using System.Globalization;

namespace OzFunctions.Core.Reconciliation;

/// <summary>A request for a reconciliation run.</summary>
/// <param name="From">The earliest creation time of the folders to check, UTC; null for a run over everything that is due.</param>
/// <param name="To">The latest creation time, UTC.</param>
/// <param name="DryRun">Whether folders are only compared, not changed.</param>
public sealed record ReconciliationRequest(DateTimeOffset? From = null, DateTimeOffset? To = null, bool DryRun = false)
{
    /// <summary>Whether the latest creation time is only the time of the request, because none was given.</summary>
    public bool UntilNow { get; init; }

    /// <summary>Whether two runs have the same request.</summary>
    /// <param name="one">The parameters of one run.</param>
    /// <param name="other">The parameters of the other run.</param>
    /// <returns>True when they have.</returns>
    public static bool AreSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        new[] { nameof(From), nameof(DryRun), one.ContainsKey(nameof(UntilNow)) ? nameof(UntilNow) : nameof(To) }.All(name => one.GetValueOrDefault(name) == other.GetValueOrDefault(name));

    /// <summary>Converts the request to run parameters.</summary>
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
