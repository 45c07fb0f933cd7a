using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Reconciliation;

/// <summary>Validates <see cref="ReconciliationOptions.LookAgain"/>.</summary>
public sealed class ValidateLookAgain : IValidateOptions<ReconciliationOptions>
{
    // Oz lists a folder some minutes after its creation time.
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Most = TimeSpan.FromDays(366);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ReconciliationOptions options) => ValidationResult.Of(Failures(options.LookAgain));

    private static IEnumerable<string> Failures(IList<TimeSpan> spans)
    {
        if (spans.Count > ReconciliationOptions.MaxLookAgain)
        {
            yield return $"Reconciliation:LookAgain has {spans.Count} times; at most {ReconciliationOptions.MaxLookAgain} are allowed.";
        }

        foreach (var (i, span) in spans.Index().Where(static item => item.Item < Least || item.Item > Most))
        {
            yield return $"Reconciliation:LookAgain:{i} is {span:c}, which is out of range: set a time from {Least:c} to {Most:c}.";
        }
    }
}
