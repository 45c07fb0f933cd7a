using OzFunctions.Core.Folders;

namespace OzFunctions.Web.Folders;

/// <summary>What Oz itself said of a folder, as far as it was told.</summary>
internal sealed record ReportedDocument(string? ResolutionStatus, string? SystemResolution, string? OperatorStatus)
{
    public static ReportedDocument Of(Reported? reported) =>
        new(reported?.ResolutionStatus?.Text, reported?.SystemResolution?.Text, reported?.OperatorStatus?.Text);
}
