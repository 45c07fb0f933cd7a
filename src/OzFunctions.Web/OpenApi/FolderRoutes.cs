using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;

namespace OzFunctions.Web.OpenApi;

/// <summary>The routes of folders.</summary>
internal static class FolderRoutes
{
    private const string Tag = "Folders";

    public static void Describe(DescribedRoutes routes)
    {
        routes.Describe("GET", Routes.Folders, KeyLevel.Read, Tag, "listFolders", "Folders of a day, or of a metadata value", static () => { })
            .WithDescription("Folders of the latest hour first, within an hour by their ids. With `meta.{key}`, for the keys of `Folders:MetadataKeys`, those of any day that have the value.")
            .Answers(StatusCodes.Status200OK, "A page.", DocumentContext.Default.FoldersDocument, Examples.Folders)
            .NeedsStorage();

        routes.Describe("GET", Routes.Folder, KeyLevel.Read, Tag, "getFolder", "A folder", static ([Description(Texts.FolderId)] string id) => { })
            .Answers(StatusCodes.Status200OK, "The folder.", DocumentContext.Default.FolderDocument, Examples.Folder)
            .Refuses(StatusCodes.Status404NotFound, "not_found", "No webhook named this folder yet, or it was erased.")
            .NeedsStorage();

        routes.Describe("DELETE", Routes.Folder, KeyLevel.Admin, Tag, "eraseFolder", "Erases a folder", static ([Description(Texts.FolderId)] string id) => { })
            .WithDescription("Once answered, the folder is gone for everybody, and stays so: later webhooks of it are answered `ignored`. A run removes what is stored of it.")
            .Answers(StatusCodes.Status202Accepted, "It is gone.", DocumentContext.Default.RunAcceptedDocument, Examples.Accepted("erase"))
            .Refuses(StatusCodes.Status404NotFound, "not_found", "No webhook named this folder yet, or it was erased.")
            .NeedsStorage();

        routes.Describe("GET", Routes.FolderHistory, KeyLevel.Read, Tag, "getFolderHistory", "A folder's changes and deliveries, the newest first", static ([Description(Texts.FolderId)] string id) => { })
            .Answers(StatusCodes.Status200OK, "A page.", DocumentContext.Default.FolderHistoryDocument, Examples.History)
            .Refuses(StatusCodes.Status404NotFound, "not_found", "No webhook named this folder yet, or it was erased.")
            .NeedsStorage();

        routes.Describe("GET", Routes.Open, KeyLevel.Read, Tag, "listOpenFolders", "Folders whose result may still change, or that a person must look at", static () => { })
            .Answers(StatusCodes.Status200OK, "A page.", DocumentContext.Default.OpenFoldersDocument, Examples.OpenFolders)
            .NeedsStorage();

        routes.Describe("GET", Routes.Stats, KeyLevel.Read, Tag, "getStats", "How things stand, in numbers", static () => { })
            .WithDescription("Folders that were first seen within the last two hours are counted at most once in 15 seconds.")
            .Answers(StatusCodes.Status200OK, "The counts.", DocumentContext.Default.StatsDocument, Examples.Stats)
            .NeedsStorage();
    }
}
