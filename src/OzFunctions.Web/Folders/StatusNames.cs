using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>The names of the statuses, in requests and responses.</summary>
internal static class StatusNames
{
    /// <summary>All seven names.</summary>
    public static IReadOnlyDictionary<Status, string> All { get; } = Enum.GetValues<Status>().ToDictionary(static status => status, static status => StatusWord.Of(status).Text);
}
