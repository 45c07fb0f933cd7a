using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Folders;

/// <summary>Lists folders, from the index and never from the folders themselves.</summary>
/// <param name="index">Lists folders by day.</param>
/// <param name="search">Finds folders by metadata value.</param>
/// <param name="options">Which metadata values are kept.</param>
/// <param name="time">The clock.</param>
public sealed class FolderListEndpoints(IFolderIndex index, MetadataSearch search, IOptions<FolderOptions> options, TimeProvider time)
{
    private const string MetadataPrefix = "meta.";

    // Between the day that a list is of and the index's own continuation, which has none of these.
    private const char DayEnd = '.';

    /// <summary><c>GET folders?day=&amp;resolutionStatus=&amp;systemResolution=&amp;drift=&amp;meta.{key}=&amp;limit=&amp;continuation=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with a page, which may be short before the last, or 400.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours, or another list's.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ListAsync(HttpRequest request)
    {
        IResult?[] readings =
        [
            QueryParameters.ReadDay(request, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), out var day),
            ReadFilter(request, out var filter),
            ReadMetadata(request, out var wanted),
            QueryParameters.ReadLimit(request, out var limit),
        ];

        if (Array.Find(readings, static reading => reading is not null) is { } problem)
        {
            return problem;
        }

        var from = ListContinuation.Read(request);
        var page = wanted.Count > 0
            ? await search.FindAsync(wanted, request.Query.ContainsKey("day") ? day : null, filter, from, limit, request.HttpContext.RequestAborted)
            : await ListDayAsync(day, filter, from, limit, request.HttpContext.RequestAborted);
        return Results.Json(
            new FoldersDocument([.. page.Items.Select(ListedFolderDocument.Of)], ListContinuation.Write(request, page.Next)), DocumentContext.Default.FoldersDocument);
    }

    // Who pages through today goes on with that day when it is over.
    private async Task<PageOf<IndexedFolder>> ListDayAsync(DateOnly day, FolderFilter filter, string? from, int limit, CancellationToken cancellationToken)
    {
        string? place = null;
        if (from is not null)
        {
            var end = from.IndexOf(DayEnd, StringComparison.Ordinal);
            day = end >= 0 && DateOnly.TryParseExact(from.AsSpan(0, end), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var begun)
                ? begun
                : throw new InvalidContinuationException();
            place = from[(end + 1)..];
        }

        var page = await index.ListAsync(day, filter, place, limit, cancellationToken);
        return page with { Next = page.Next is null ? null : string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}{DayEnd}{page.Next}") };
    }

    private static IResult? ReadFilter(HttpRequest request, out FolderFilter filter)
    {
        IResult?[] readings =
        [
            QueryParameters.ReadWord(request, "resolutionStatus", StatusNames.All, out var resolution),
            QueryParameters.ReadWord(request, "systemResolution", StatusNames.All, out var system),
            QueryParameters.ReadFlag(request, "drift", out var drift),
        ];

        filter = new FolderFilter(resolution, system, request.Query.ContainsKey("drift") ? drift : null);
        return Array.Find(readings, static reading => reading is not null);
    }

    private IResult? ReadMetadata(HttpRequest request, out IReadOnlyList<FolderMetadataEntry> wanted)
    {
        var found = new List<FolderMetadataEntry>();
        wanted = found;
        foreach (var (name, values) in request.Query)
        {
            if (!name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (options.Value.MetadataKeys.FirstOrDefault(kept => string.Equals(kept, name[MetadataPrefix.Length..], StringComparison.Ordinal)) is not { } key)
            {
                return Problems.BadParameter(name, "A metadata key that Folders:MetadataKeys names; the values of others are not kept.");
            }

            if (values is not [{ Length: > 0 } value])
            {
                return Problems.BadParameter(name, "One value.");
            }

            found.Add(new FolderMetadataEntry(key, value));
        }

        return null;
    }
}
