using System.Globalization;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Folders;

namespace OzFunctions.Web.Oz;

/// <summary>Reads folders from Oz's API (Oz API documentation, Object Folder).</summary>
/// <param name="connection">Sends requests.</param>
/// <param name="session">The session.</param>
/// <param name="options">The account.</param>
/// <param name="folders">What is stored of folders.</param>
/// <param name="time">The clock.</param>
public sealed class OzFolders(OzConnection connection, OzSession session, IOptions<OzOptions> options, IOptions<FolderOptions> folders, TimeProvider time) : IOzFolders
{
    /// <inheritdoc/>
    public bool IsConfigured => options.Value.IsConfigured;

    /// <inheritdoc/>
    public int RequestsPerSecond => options.Value.RequestsPerSecond;

    /// <inheritdoc/>
    public async Task<OzPayload?> FindAsync(string folderId, CancellationToken cancellationToken)
    {
        var askedAt = time.GetUtcNow();
        OzAnswer answer;
        try
        {
            // The parameter is always sent, because Oz's documents contradict each other on the default.
            answer = await GetAsync($"api/folders/{Uri.EscapeDataString(folderId)}/?with_analyses=true", cancellationToken);
        }
        catch (OzAnswerTooLargeException e)
        {
            throw new OzRefusedException(e.Message);
        }

        if (answer.IsSuccess)
        {
            return OzPayloadReader.Read(answer.Body.Span, folders.Value.Keys, time.GetUtcNow()).AskedAt(askedAt);
        }

        return answer.Kind is OzErrorKind.NotFound ? null : throw Failure(answer, "a folder", mayBeOfOneOfMany: false);
    }

    /// <inheritdoc/>
    public async Task<OzPage> ListAsync(OzListing listing, CancellationToken cancellationToken)
    {
        var askedAt = time.GetUtcNow();
        var answer = await GetAsync($"api/folders/?{Query(listing)}", cancellationToken);
        return answer.IsSuccess
            ? OzListReader.Read(answer.Body.Span, listing, folders.Value.Keys, askedAt)
            : throw Failure(answer, "a list of folders", answer.MayBeOfOneFolder);
    }

    private static string Query(OzListing listing)
    {
        var field = OzListReader.FieldOf(listing.By);
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"{field}.min={listing.From.ToUnixTimeSeconds()}&{field}.max={listing.To.ToUnixTimeSeconds()}&sorting={Uri.EscapeDataString(field + "{asc}")}&offset={listing.Offset}&limit={listing.Limit}&with_analyses=true&total_omit=true");
        return query
            + (listing.CreatedFrom is { } from ? string.Create(CultureInfo.InvariantCulture, $"&time_created.min={from.ToUnixTimeSeconds()}") : "")
            + (listing.CreatedTo is { } to ? string.Create(CultureInfo.InvariantCulture, $"&time_created.max={to.ToUnixTimeSeconds()}") : "");
    }

    private static Exception Failure(OzAnswer answer, string asked, bool mayBeOfOneOfMany)
    {
        var message = $"Oz answered {answer} to a request for {asked}.";

        // Whatever Oz says against one folder on a list, the rest of the list may be readable.
        if (mayBeOfOneOfMany)
        {
            return new OzUnavailableException(message) { MayBeOfOneFolder = true };
        }

        // A list always exists, so a 404 means that the request is wrong.
        return answer.Kind is OzErrorKind.GiveUp or OzErrorKind.NotFound ? new OzRefusedException(message) : new OzUnavailableException(message, answer.RetryAfter);
    }

    private async Task<OzAnswer> GetAsync(string path, CancellationToken cancellationToken)
    {
        var token = await session.TokenAsync(refused: null, cancellationToken);
        var answer = await connection.SendAsync(HttpMethod.Get, path, token, body: null, cancellationToken);
        if (answer is { IsSuccess: false, Kind: OzErrorKind.Authenticate })
        {
            token = await session.TokenAsync(refused: token, cancellationToken);
            answer = await connection.SendAsync(HttpMethod.Get, path, token, body: null, cancellationToken);
        }

        return answer is { IsSuccess: false, Kind: OzErrorKind.AccountRefused } ? throw await session.AccountRefusedAsync(answer) : answer;
    }
}
