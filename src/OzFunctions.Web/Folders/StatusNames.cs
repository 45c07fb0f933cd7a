using OzFunctions.Core.Statuses;

namespace OzFunctions.Web.Folders;

/// <summary>The names of the statuses, in requests and responses.</summary>
internal static class StatusNames
{
    /// <summary>All seven names.</summary>
    public static IReadOnlyDictionary<Status, string> All { get; } = Of(Enum.GetValues<Status>());

    /// <summary>The names that a folder's <c>resolutionStatus</c> can have.</summary>
    public static IReadOnlyDictionary<Status, string> Progress { get; } = Of([Status.Initial, Status.Processing, Status.Failed, Status.Finished]);

    /// <summary>The names that a result can have.</summary>
    public static IReadOnlyDictionary<Status, string> Results { get; } = Of(Enum.GetValues<Status>().Where(static status => status is not Status.Finished));

    private static Dictionary<Status, string> Of(IEnumerable<Status> statuses) => statuses.ToDictionary(static status => status, static status => StatusWord.Of(status).Text);
}
