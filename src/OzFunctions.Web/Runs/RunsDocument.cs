namespace OzFunctions.Web.Runs;

/// <summary>A page of runs, newest first.</summary>
/// <param name="Items">The runs.</param>
/// <param name="Continuation">The parameter for the next page; null on the last.</param>
internal sealed record RunsDocument(IReadOnlyList<RunDocument> Items, string? Continuation);
