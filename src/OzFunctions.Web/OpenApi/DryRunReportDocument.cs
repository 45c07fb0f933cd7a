using OzFunctions.Web.Runs;

namespace OzFunctions.Web.OpenApi;

/// <summary>What a dry run of reconciliation found, as it is described.</summary>
/// <param name="Run">The run.</param>
/// <param name="Folders">Every folder that is not the same here and at Oz.</param>
/// <param name="Count">The number of these folders. It is the last member: a document without it is incomplete.</param>
internal sealed record DryRunReportDocument(RunDocument Run, IReadOnlyList<ComparedFolderDocument> Folders, int Count);
