using OzFunctions.Core.Folders;

namespace OzFunctions.Core.Notifications;

/// <summary>What Oz itself reported about a folder, in its own words; null for each field that it did not send.</summary>
/// <param name="ResolutionStatus">Oz's <c>resolution_status</c>.</param>
/// <param name="SystemResolution">Oz's <c>system_resolution</c>.</param>
/// <param name="OperatorStatus">Oz's <c>operator_status</c>.</param>
public sealed record ReportedData(string? ResolutionStatus, string? SystemResolution, string? OperatorStatus)
{
    internal static ReportedData Of(Reported? reported) =>
        new(reported?.ResolutionStatus?.Text, reported?.SystemResolution?.Text, reported?.OperatorStatus?.Text);
}
