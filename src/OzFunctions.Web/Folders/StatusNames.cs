using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>The words of statuses, as requests and answers have them.</summary>
internal static class StatusNames
{
    /// <summary>All seven.</summary>
    public static IReadOnlyDictionary<Status, string> All { get; } = Enum.GetValues<Status>().ToDictionary(static status => status, static status => StatusWord.Of(status).Text);
}
