using System.Diagnostics;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Telemetry;
using Polly;
using Polly.Timeout;

namespace OzFunctions.Web.Oz;

/// <summary>Sends requests to Oz and reads the answers, never more than a limit.</summary>
/// <param name="clients">Makes HTTP clients.</param>
/// <param name="options">The account.</param>
/// <param name="time">The clock.</param>
public sealed class OzConnection(IHttpClientFactory clients, IOptions<OzOptions> options, TimeProvider time)
{
    /// <summary>The largest answer in bytes.</summary>
    public const int MaxAnswerBytes = 16 * 1024 * 1024;

    private const string TokenHeader = "X-Forensic-Access-Token";

    /// <summary>Sends a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the base address.</param>
    /// <param name="token">The access token; null for a login.</param>
    /// <param name="body">The body, if there is one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, whatever its status.</returns>
    /// <exception cref="OzUnavailableException">There is no whole answer.</exception>
    /// <exception cref="OzAnswerTooLargeException">The answer is larger than we take.</exception>
    internal async Task<OzAnswer> SendAsync(HttpMethod method, string path, string? token, byte[]? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(new Uri(options.Value.BaseUrl!.TrimEnd('/') + "/"), path));
        if (token is not null)
        {
            request.Headers.Add(TokenHeader, token);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        }

        using var activity = OzActivities.Begin("ask Oz", ActivityKind.Client);
        try
        {
            using var client = clients.CreateClient(OzOptions.Client);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new OzAnswer(response.StatusCode, await ReadAsync(response, cancellationToken), Http.RetryAfter.Of(response, time.GetUtcNow()));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ExecutionRejectedException)
        {
            // A request that is given up may end in any of these.
            cancellationToken.ThrowIfCancellationRequested();
            throw new OzUnavailableException(e is TimeoutRejectedException ? "Oz did not answer in time." : "Oz cannot be reached.", null, e);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var chunk = new byte[16 * 1024];
        while (await stream.ReadAsync(chunk, cancellationToken) is > 0 and var read)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxAnswerBytes)
            {
                throw new OzAnswerTooLargeException(MaxAnswerBytes);
            }
        }

        return buffer.ToArray();
    }
}
