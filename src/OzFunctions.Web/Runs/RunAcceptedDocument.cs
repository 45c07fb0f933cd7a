namespace OzFunctions.Web.Runs;

/// <summary>The answer when a run was started.</summary>
/// <param name="RunId">Its id.</param>
internal sealed record RunAcceptedDocument(string RunId);
