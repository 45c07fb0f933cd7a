namespace OzFunctions.Web.Runs;

/// <summary>The response when a run was started.</summary>
/// <param name="RunId">The run's id.</param>
internal sealed record RunAcceptedDocument(string RunId);
