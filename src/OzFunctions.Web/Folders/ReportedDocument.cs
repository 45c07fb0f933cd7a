using OzFunctions.Core.Folders;

namespace OzFunctions.Web.Folders;

/// <summary>Oz's own result of a folder. A null member was not sent.</summary>
internal sealed record ReportedDocument(string? ResolutionStatus, string? SystemResolution, string? OperatorStatus)
{
    public static ReportedDocument Of(Reported? reported) =>
        new(reported?.ResolutionStatus?.Text, reported?.SystemResolution?.Text, reported?.OperatorStatus?.Text);
}
