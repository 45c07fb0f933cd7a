using System.Diagnostics;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Telemetry;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace OzFunctions.Web.Oz;

/// <summary>Sends requests to Oz and reads the answers, never more than a limit.</summary>
/// <param name="clients">Makes HTTP clients.</param>
/// <param name="options">The account.</param>
/// <param name="backoff">Says when no request may be sent.</param>
/// <param name="clock">Compares Oz's clock with ours.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be safe for concurrent use.</param>
public sealed class OzConnection(
    IHttpClientFactory clients,
    IOptions<OzOptions> options,
    OzBackoff backoff,
    OzClockReport clock,
    TimeProvider time,
    Func<double> random)
{
    /// <summary>The largest answer in bytes.</summary>
    public const int MaxAnswerBytes = 16 * 1024 * 1024;

    private const string TokenHeader = "X-Forensic-Access-Token";
    private const int Retries = 2;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(300);

    // Around the reading of the body, because Oz's error code decides and not the status.
    private readonly ResiliencePipeline<OzAnswer> _retry = new ResiliencePipelineBuilder<OzAnswer> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<OzAnswer>
        {
            ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is HttpRequestException || arguments.Outcome.Result is { IsWorthRepeating: true }),
            MaxRetryAttempts = Retries,
            Delay = FirstDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Randomizer = random,
        })
        .Build();

    /// <summary>Sends a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the base address.</param>
    /// <param name="token">The access token; null for a login.</param>
    /// <param name="body">The body, if there is one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, whatever its status.</returns>
    /// <exception cref="OzUnavailableException">There is no whole answer, or Oz gets too many requests and none is sent now.</exception>
    /// <exception cref="OzAnswerTooLargeException">The answer is larger than we take.</exception>
    internal async Task<OzAnswer> SendAsync(HttpMethod method, string path, string? token, byte[]? body, CancellationToken cancellationToken)
    {
        if (backoff.Wait is { } wait)
        {
            throw new OzUnavailableException("Oz gets too many requests.", wait) { IsHeldBack = true };
        }

        using var activity = OzActivities.Begin("ask Oz", ActivityKind.Client);
        try
        {
            var answer = await _retry.ExecuteAsync(async each => await SendOnceAsync(method, path, token, body, each), cancellationToken);
            if (!answer.IsSuccess && (answer.RetryAfter is not null || answer.Kind is OzErrorKind.Throttled))
            {
                return answer with { RetryAfter = backoff.Refused(answer.RetryAfter) };
            }

            backoff.Taken();
            return answer;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ExecutionRejectedException)
        {
            // A request that is given up may end in any of these.
            cancellationToken.ThrowIfCancellationRequested();
            var isLate = e is TimeoutRejectedException or OperationCanceledException;
            throw new OzUnavailableException(isLate ? "Oz did not answer in time." : "Oz cannot be reached.", null, e);
        }
    }

    private async Task<OzAnswer> SendOnceAsync(HttpMethod method, string path, string? token, byte[]? body, CancellationToken cancellationToken)
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

        using var client = clients.CreateClient(OzOptions.Client);
        var askedAt = time.GetUtcNow();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await clock.CompareAsync(response.Headers.Date, askedAt, cancellationToken);

        // The time-out of the client ends with the headers.
        using var late = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return new OzAnswer(response.StatusCode, await ReadAsync(response, either.Token), Code: null, RetryAfter: null);
        }

        var code = await ReadCodeAsync(response, either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return new OzAnswer(response.StatusCode, ReadOnlyMemory<byte>.Empty, code, Http.RetryAfter.Of(response, time.GetUtcNow()));
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

    private static async Task<int?> ReadCodeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = new byte[OzErrorBody.MaxBytes];
        var length = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (length < body.Length && await stream.ReadAsync(body.AsMemory(length), cancellationToken) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The status came, and it is the answer; the code may be in what came before the body broke off.
        }

        return OzErrorBody.ReadCode(body.AsSpan(0, length));
    }
}
