using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Web.Http;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.Folders;

/// <summary>Shows the operators' queue.</summary>
/// <param name="folders">Lists open folders.</param>
public sealed class OpenFolderEndpoints(IOpenFolders folders)
{
    /// <summary><c>GET open?reason=&amp;limit=&amp;continuation=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with a page. A page that is not the last may have fewer items than the limit.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours, or belongs to another list.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ListAsync(HttpRequest request)
    {
        var reason = KnownParameters.Reason.Read(request) ?? OpenReasons.None;
        var limit = KnownParameters.LimitOf(request);
        var page = await folders.ListAsync(reason, ListContinuation.Read(request), limit, request.HttpContext.RequestAborted);
        return Results.Json(
            new OpenFoldersDocument([.. page.Items.Select(OpenFolderDocument.Of)], ListContinuation.Write(request, page.Next)), DocumentContext.Default.OpenFoldersDocument);
    }
}
