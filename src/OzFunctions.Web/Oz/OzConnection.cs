using System.Diagnostics;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Telemetry;
using OzFunctions.Web.Connections;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace OzFunctions.Web.Oz;

/// <summary>Sends requests to Oz and reads the responses, up to a size limit.</summary>
/// <param name="clients">Creates HTTP clients.</param>
/// <param name="options">The account.</param>
/// <param name="backoff">Decides when no request may be sent.</param>
/// <param name="clock">Compares Oz's clock with ours.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Random numbers from 0 (inclusive) to 1 (exclusive), for jitter. Must be thread-safe.</param>
public sealed class OzConnection(
    IHttpClientFactory clients,
    IOptions<OzOptions> options,
    OzBackoff backoff,
    OzClockReport clock,
    TimeProvider time,
    Func<double> random)
{
    /// <summary>The largest response in bytes.</summary>
    public const int MaxAnswerBytes = 16 * 1024 * 1024;

    private const string TokenHeader = "X-Forensic-Access-Token";
    private const int Retries = 2;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(300);

    // The retry includes reading the body, because Oz's error code decides and not the status.
    private readonly ResiliencePipeline<OzAnswer> _retry = Retry(time, random, static outcome => outcome.Exception is HttpRequestException || outcome.Result is { IsWorthRepeating: true });

    // A login that Oz may have refused without our learning of it must not be repeated at once.
    private readonly ResiliencePipeline<OzAnswer> _retryOfLogins = Retry(
        time, random, static outcome => outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } || outcome.Result is { IsWorthRepeating: true, MayHideARefusal: false });

    /// <summary>Sends a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the base address.</param>
    /// <param name="token">The access token; null for a login.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response, whatever its status.</returns>
    /// <exception cref="OzUnavailableException">There is no complete response, or no request may be sent now because Oz throttles us.</exception>
    /// <exception cref="OzAnswerTooLargeException">The response is larger than the limit.</exception>
    internal async Task<OzAnswer> SendAsync(HttpMethod method, string path, string? token, byte[]? body, CancellationToken cancellationToken)
    {
        ThrowIfThrottled();
        var isSent = false;
        using var activity = OzActivities.Source.StartActivity("ask Oz", ActivityKind.Client);
        try
        {
            var retry = token is null ? _retryOfLogins : _retry;
            var answer = await retry.ExecuteAsync(async each => await SendOnceAsync(method, path, token, Body(), each), cancellationToken);
            if (!answer.IsSuccess && (answer.Kind is OzErrorKind.Throttled || (answer.RetryAfter is not null && !answer.ConcernsOneRequest)))
            {
                return answer with { RetryAfter = backoff.Refused(answer.RetryAfter) };
            }

            backoff.Taken();
            return answer;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ExecutionRejectedException)
        {
            // A cancelled request may end with any of these exceptions.
            cancellationToken.ThrowIfCancellationRequested();
            var isLate = e is TimeoutRejectedException or OperationCanceledException;
            throw new OzUnavailableException(isLate ? "Oz does not answer in time." : $"Oz cannot be reached: {ConnectionErrors.Of(e)}.", null, e) { IsUnsent = body is not null && !isSent };
        }

        OzRequestBody? Body() => body is null ? null : new OzRequestBody(body, () => isSent = true);
    }

    /// <summary>Throws if no request may be sent now.</summary>
    /// <exception cref="OzUnavailableException">Oz throttles us.</exception>
    internal void ThrowIfThrottled()
    {
        if (backoff.Wait is { } wait)
        {
            throw new OzUnavailableException("Oz throttles our requests.", wait) { IsHeldBack = true };
        }
    }

    private static ResiliencePipeline<OzAnswer> Retry(TimeProvider time, Func<double> random, Func<Outcome<OzAnswer>, bool> isWorthRepeating) => new ResiliencePipelineBuilder<OzAnswer> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<OzAnswer>
        {
            ShouldHandle = arguments => ValueTask.FromResult(isWorthRepeating(arguments.Outcome)),
            MaxRetryAttempts = Retries,
            Delay = FirstDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Randomizer = random,
        })
        .Build();

    private async Task<OzAnswer> SendOnceAsync(HttpMethod method, string path, string? token, OzRequestBody? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(new Uri(options.Value.BaseUrl!.TrimEnd('/') + "/"), path));
        if (token is not null)
        {
            request.Headers.Add(TokenHeader, token);
        }

        if (body is not null)
        {
            body.Headers.ContentType = new("application/json");
            request.Content = body;
        }

        using var client = clients.CreateClient(OzOptions.Client);
        var askedAt = time.GetUtcNow();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await clock.CompareAsync(response.Headers.Date, askedAt, cancellationToken);

        // The client's own timeout ends when the headers have arrived, so the body gets another.
        using var late = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return new OzAnswer(response.StatusCode, await ReadAsync(response, either.Token), Code: null, RetryAfter: null) { Date = response.Headers.Date };
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
            // The status has arrived and decides. The code may be in the part of the body that was received.
        }

        return OzErrorBody.ReadCode(body.AsSpan(0, length));
    }
}
