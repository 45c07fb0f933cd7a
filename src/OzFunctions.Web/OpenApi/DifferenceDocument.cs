namespace OzFunctions.Web.OpenApi;

/// <summary>A difference, as it is described.</summary>
/// <param name="Field">The path of the field.</param>
/// <param name="Ours">What is stored here.</param>
/// <param name="Oz">What Oz says.</param>
internal sealed record DifferenceDocument(string Field, string? Ours, string? Oz);
