using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Folders;

/// <summary>Shows the operators' queue.</summary>
/// <param name="folders">Lists open folders.</param>
public sealed class OpenFolderEndpoints(IOpenFolders folders)
{
    /// <summary><c>GET open?reason=&amp;limit=&amp;continuation=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with a page, which may be short before the last, or 400.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours, or another list's.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ListAsync(HttpRequest request)
    {
        if (QueryParameters.ReadWord(request, "reason", OpenReasonNames.All, out var reason) is { } wrongReason)
        {
            return wrongReason;
        }

        if (QueryParameters.ReadLimit(request, out var limit) is { } wrongLimit)
        {
            return wrongLimit;
        }

        var page = await folders.ListAsync(reason ?? OpenReasons.None, ListContinuation.Read(request), limit, request.HttpContext.RequestAborted);
        return Results.Json(
            new OpenFoldersDocument([.. page.Items.Select(OpenFolderDocument.Of)], ListContinuation.Write(request, page.Next)), DocumentContext.Default.OpenFoldersDocument);
    }
}
