using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Http;
using OzFunctions.Web.Stats;

namespace OzFunctions.Functions;

/// <summary>Folders.</summary>
/// <param name="handler">Runs the handlers of requests.</param>
/// <param name="folders">Shows and erases folders.</param>
/// <param name="lists">Lists folders.</param>
/// <param name="open">Lists what is open.</param>
/// <param name="stats">Counts.</param>
public sealed class FolderFunctions(RequestHandler handler, FolderEndpoints folders, FolderListEndpoints lists, OpenFolderEndpoints open, StatsEndpoints stats)
{
    /// <summary>Lists folders.</summary>
    [Function(nameof(Folders))]
    public Task<IResult> Folders([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Folders)] HttpRequest request) =>
        handler.RunAsync(request, Routes.Folders, lists.ListAsync);

    /// <summary>Lists what is open: the operators' queue.</summary>
    [Function(nameof(Open))]
    public Task<IResult> Open([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Open)] HttpRequest request) =>
        handler.RunAsync(request, Routes.Open, open.ListAsync);

    /// <summary>Counts folders, deliveries and what is open.</summary>
    [Function(nameof(Stats))]
    public Task<IResult> Stats([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Stats)] HttpRequest request) =>
        handler.RunAsync(request, Routes.Stats, stats.GetAsync);

    /// <summary>Erases a folder.</summary>
    [Function(nameof(EraseFolder))]
    public Task<IResult> EraseFolder([HttpTrigger(AuthorizationLevel.Function, "delete", Route = Routes.Folder)] HttpRequest request, string id) =>
        handler.RunAdminAsync(request, Routes.Folder, (_, admin) => folders.EraseAsync(id, admin));

    /// <summary>Shows a folder.</summary>
    [Function(nameof(Folder))]
    public Task<IResult> Folder([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Folder)] HttpRequest request, string id) =>
        handler.RunAsync(request, Routes.Folder, _ => folders.GetAsync(request, id));

    /// <summary>Shows a folder's changes and deliveries.</summary>
    [Function(nameof(FolderHistory))]
    public Task<IResult> FolderHistory([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.FolderHistory)] HttpRequest request, string id) =>
        handler.RunAsync(request, Routes.FolderHistory, _ => folders.HistoryAsync(request, id));
}
