using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;
using OzFunctions.Web.OpenApi;
using OzFunctions.Web.Parameters;
using OzFunctions.Web.Stats;
using static OzFunctions.Web.Parameters.KnownParameters;

namespace OzFunctions.Web.Operations;

/// <summary>The operations of folders.</summary>
internal static class FolderOperations
{
    private const string FolderId = "Oz's id of the folder.";
    private const string Tag = "Folders";

    public static IReadOnlyList<Operation> All { get; } =
    [
        Operation.Read<FolderListEndpoints>(
            Routes.Folders,
            KeyLevel.Read,
            new(Day, ResolutionStatus, SystemResolution, WorstResolution, HeldBack, Drift, Limit, Continuation) { HasMetadata = true },
            static (lists, call) => lists.ListAsync(call.Request),
            static () => new(
                Tag, "listFolders", "Folders of a day, or of a metadata value",
                Answer.Of(StatusCodes.Status200OK, "A page.", DocumentContext.Default.FoldersDocument, Examples.Folders))
            {
                Details = "Folders of the latest hour first, within an hour by their ids. With `meta.{key}`, for the keys of `Folders:MetadataKeys`, those of any day that have the value. It is not listed as a parameter, because its names are in the settings.",
            }),

        Operation.Read<FolderEndpoints>(Routes.Folder, KeyLevel.Read, RouteQuery.None, static (folders, call) => folders.GetAsync(call.Request, call.Id), static () => new(
            Tag, "getFolder", "A folder",
            Answer.Of(StatusCodes.Status200OK, "The folder.", DocumentContext.Default.FolderDocument, Examples.Folder),
            NoFolder())
        {
            PathParameter = FolderId,
            Details = "The statuses, what Oz itself reported, and all groups and analyses that are known.",
        }),

        Operation.Act<FolderEndpoints>("DELETE", Routes.Folder, RouteQuery.None, static (folders, call) => folders.EraseAsync(call.Id, call.Admin), static () => new(
            Tag, "eraseFolder", "Erases a folder",
            Answer.Of(StatusCodes.Status202Accepted, "It can no longer be read; a run removes its rows.", DocumentContext.Default.RunAcceptedDocument, Examples.Accepted("erase")),
            NoFolder())
        {
            PathParameter = FolderId,
            Details = "From the answer on nobody can read the folder, and later webhooks of it are answered `ignored`. A run removes what is stored of it.",
        }),

        Operation.Read<FolderEndpoints>(Routes.FolderHistory, KeyLevel.Read, new(Limit, Continuation), static (folders, call) => folders.HistoryAsync(call.Request, call.Id), static () => new(
            Tag, "getFolderHistory", "A folder's changes and deliveries, the newest first",
            Answer.Of(StatusCodes.Status200OK, "A page.", DocumentContext.Default.FolderHistoryDocument, Examples.History),
            NoFolder())
        {
            PathParameter = FolderId,
            Details = "A change names its cause, the statuses after it, the notifications that it owes, and the state of each delivery.",
        }),

        Operation.Read<OpenFolderEndpoints>(Routes.Open, KeyLevel.Read, new(Reason, Limit, Continuation), static (open, call) => open.ListAsync(call.Request), static () => new(
            Tag, "listOpenFolders", "Folders whose result may still change, or that a person must look at",
            Answer.Of(StatusCodes.Status200OK, "A page.", DocumentContext.Default.OpenFoldersDocument, Examples.OpenFolders))
        {
            Details = "The operators' queue: running, overdue, or waiting for a decision; each with its reasons and with when Oz is asked about it next.",
        }),

        Operation.Read<StatsEndpoints>(Routes.Stats, KeyLevel.Read, new(Days), static (stats, call) => stats.GetAsync(call.Request), static () => new(
            Tag, "getStats", "Counts",
            Answer.Of(StatusCodes.Status200OK, "The counts.", DocumentContext.Default.StatsDocument, Examples.Stats))
        {
            Details = "Counts of the last two hours may be 15 seconds old, or five times as old as counting them takes. An earlier hour that changed may show its earlier counts while counting takes more than a fifth of the time.",
        }),
    ];

    private static Answer NoFolder() => Answer.Refusal(StatusCodes.Status404NotFound, "not_found", "The folder is not stored: no webhook and no answer of Oz named it yet, or it was removed.");
}
