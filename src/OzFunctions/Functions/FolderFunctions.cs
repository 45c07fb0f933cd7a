using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Http;

namespace OzFunctions.Functions;

/// <summary>Folders.</summary>
/// <param name="entry">Where requests come in.</param>
/// <param name="folders">Shows folders.</param>
public sealed class FolderFunctions(HttpEntry entry, FolderEndpoints folders)
{
    /// <summary>Shows a folder.</summary>
    [Function(nameof(Folder))]
    public Task<IResult> Folder([HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Folder)] HttpRequest request, string id) =>
        entry.RunAsync(request, _ => folders.GetAsync(request, id));

    /// <summary>Shows a folder's changes and deliveries.</summary>
    [Function(nameof(FolderHistory))]
    public Task<IResult> FolderHistory([HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.FolderHistory)] HttpRequest request, string id) =>
        entry.RunAsync(request, _ => folders.HistoryAsync(request, id));
}
