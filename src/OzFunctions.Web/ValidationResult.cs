using Microsoft.Extensions.Options;

namespace OzFunctions.Web;

/// <summary>Makes the result of a validation.</summary>
internal static class ValidationResult
{
    /// <summary>The result of a validation that looks for all failures.</summary>
    /// <param name="failures">What is wrong, a sentence each.</param>
    /// <returns>The result.</returns>
    public static ValidateOptionsResult Of(IEnumerable<string> failures) => failures.ToList() is { Count: > 0 } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
}
