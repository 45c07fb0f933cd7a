using System.Net;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Folders;

namespace OzFunctions.Web.Oz;

/// <summary>Folders, as Oz's API shows them (OZ-API section 2).</summary>
/// <param name="connection">Sends requests.</param>
/// <param name="session">The session.</param>
/// <param name="options">The account.</param>
/// <param name="folders">What is kept of folders.</param>
/// <param name="time">The clock.</param>
public sealed class OzFolders(OzConnection connection, OzSession session, IOptions<OzOptions> options, IOptions<FolderOptions> folders, TimeProvider time) : IOzFolders
{
    /// <inheritdoc/>
    public bool IsConfigured => options.Value.IsConfigured;

    /// <inheritdoc/>
    public async Task<OzPayload?> FindAsync(string folderId, CancellationToken cancellationToken)
    {
        // Always with the parameter: Oz's documents contradict each other on what comes without it.
        var answer = await GetAsync($"api/folders/{Uri.EscapeDataString(folderId)}/?with_analyses=true", cancellationToken);
        if (answer.IsSuccess)
        {
            return OzPayloadReader.Read(answer.Body.Span, folders.Value.Keys, time.GetUtcNow());
        }

        return answer.Status is HttpStatusCode.NotFound || (answer.Status is HttpStatusCode.BadRequest && OzConnection.ErrorOf(answer).IsUnknown)
            ? null
            : throw new OzUnavailableException($"Oz answered {(int)answer.Status} to a request for a folder.", answer.RetryAfter);
    }

    private async Task<OzAnswer> GetAsync(string path, CancellationToken cancellationToken)
    {
        var token = await session.TokenAsync(refused: null, cancellationToken);
        var answer = await connection.SendAsync(HttpMethod.Get, path, token, body: null, cancellationToken);
        if (answer.Status is not HttpStatusCode.Unauthorized && !(!answer.IsSuccess && OzConnection.ErrorOf(answer).IsAuthentication))
        {
            return answer;
        }

        token = await session.TokenAsync(refused: token, cancellationToken);
        return await connection.SendAsync(HttpMethod.Get, path, token, body: null, cancellationToken);
    }
}
