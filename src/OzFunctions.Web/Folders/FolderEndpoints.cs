using System.Globalization;
using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Http;
using OzFunctions.Web.Parameters;
using OzFunctions.Web.Runs;

namespace OzFunctions.Web.Folders;

/// <summary>Shows folders and erases them.</summary>
/// <param name="store">Stores folders.</param>
/// <param name="deliveries">Shows deliveries.</param>
/// <param name="eraser">Erases folders.</param>
public sealed class FolderEndpoints(IFolderStore store, DeliveryOverview deliveries, FolderEraser eraser)
{
    /// <summary><c>GET folders/{id}</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">Oz's id of the folder.</param>
    /// <returns>200 with the folder, or 404.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> GetAsync(HttpRequest request, string id) =>
        await FindAsync(request, id) is { } folder
            ? Results.Json(FolderDocument.Of(folder), DocumentContext.Default.FolderDocument)
            : NotFound();

    /// <summary><c>GET folders/{id}/history?limit=&amp;continuation=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">Oz's id of the folder.</param>
    /// <returns>200 with a page of changes and their deliveries, newest first, or 404.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours, or belongs to another list.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> HistoryAsync(HttpRequest request, string id)
    {
        if (await FindAsync(request, id) is not { } folder)
        {
            return NotFound();
        }

        var limit = KnownParameters.LimitOf(request);
        var newest = ReadNewest(request, folder.Version);
        var changes = await store.ChangesAsync(folder.FolderId, newest, limit, request.HttpContext.RequestAborted);
        var oldest = Math.Max(1, newest - limit + 1);
        var owed = await deliveries.OfVersionsAsync(folder.FolderId, oldest, newest, request.HttpContext.RequestAborted);
        var next = newest > limit ? (newest - limit).ToString(CultureInfo.InvariantCulture) : null;
        return Results.Json(new FolderHistoryDocument([.. changes.Select(change => ChangeDocument.Of(change, owed[change.Version]))], ListContinuation.Write(request, next)), DocumentContext.Default.FolderHistoryDocument);
    }

    /// <summary><c>DELETE folders/{id}</c>. After the response no caller sees the folder.</summary>
    /// <param name="id">Oz's id of the folder.</param>
    /// <param name="admin">The name of the admin key.</param>
    /// <returns>202 with the run that removes the stored data, or 404.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> EraseAsync(string id, string admin) =>
        OzId.TryNormalise(id, out var folderId) && await eraser.TryStartAsync(folderId, admin, CancellationToken.None) is { } run
            ? RunEndpoints.Accepted(run)
            : NotFound();

    private async Task<Folder?> FindAsync(HttpRequest request, string id) =>
        OzId.TryNormalise(id, out var folderId)
            ? (await store.FindAsync(folderId, request.HttpContext.RequestAborted))?.Folder
            : null;

    // A continuation names a version. New changes get higher versions, so pages never shift.
    private static int ReadNewest(HttpRequest request, int version) => ListContinuation.Read(request) switch
    {
        null => version,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var newest) && newest >= 1 && newest <= version => newest,
        _ => throw new InvalidContinuationException(),
    };

    private static IResult NotFound() => Problems.NotFound("The folder is not stored: no webhook and no answer of Oz named it yet, or it was removed.");
}
