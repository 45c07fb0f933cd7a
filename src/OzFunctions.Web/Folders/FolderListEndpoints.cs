using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Web.Http;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.Folders;

/// <summary>Lists folders: from the index only, or, when searching by metadata, by reading each folder found.</summary>
/// <param name="index">Lists folders by hour.</param>
/// <param name="search">Finds folders by metadata value.</param>
/// <param name="options">The metadata keys to keep.</param>
/// <param name="time">The clock.</param>
public sealed class FolderListEndpoints(IFolderIndex index, MetadataSearch search, IOptions<FolderOptions> options, TimeProvider time)
{
    /// <summary><c>GET folders?day=&amp;resolutionStatus=&amp;systemResolution=&amp;worstResolution=&amp;heldBack=&amp;drift=&amp;meta.{key}=&amp;limit=&amp;continuation=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with a page. A page that is not the last may have fewer items than the limit.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours, or belongs to another list.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ListAsync(HttpRequest request)
    {
        var wanted = MetadataOf(request);
        var filter = FilterOf(request);
        var limit = KnownParameters.LimitOf(request);
        if (wanted.Count > 0)
        {
            var found = await search.FindAsync(wanted, KnownParameters.Day.Read(request), filter, ListContinuation.Read(request), limit, request.HttpContext.RequestAborted);
            return Page(found, ListContinuation.Write(request, found.Next));
        }

        var (day, from) = ListContinuation.Read(request, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var listed = await index.ListAsync(HourSpan.OfDay(day), filter, from, limit, request.HttpContext.RequestAborted);
        return Page(listed, ListContinuation.Write(request, day, listed.Next));
    }

    private static FolderFilter FilterOf(HttpRequest request) => new(
        KnownParameters.ResolutionStatus.Read(request),
        KnownParameters.SystemResolution.Read(request),
        KnownParameters.Drift.Read(request),
        KnownParameters.WorstResolution.Read(request),
        KnownParameters.HeldBack.Read(request));

    private static IResult Page(PageOf<IndexedFolder> page, string? continuation) =>
        Results.Json(new FoldersDocument([.. page.Items.Select(ListedFolderDocument.Of)], continuation), DocumentContext.Default.FoldersDocument);

    private List<FolderMetadataEntry> MetadataOf(HttpRequest request) =>
    [
        .. options.Value.MetadataKeys
            .Select(key => new FolderMetadataEntry(key, KnownParameters.Metadata(key).Read(request)))
            .Where(static entry => entry.Value is not null),
    ];
}
