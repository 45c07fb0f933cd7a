using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.Webhooks;

/// <summary>Receives webhooks.</summary>
/// <param name="ingest">Applies payloads.</param>
/// <param name="verification">Asks Oz, in verify mode.</param>
/// <param name="scope">Whether Oz can be polled.</param>
/// <param name="rejections">Records rejected webhooks.</param>
/// <param name="webhookOptions">The settings of webhooks.</param>
/// <param name="folderOptions">What is stored of folders.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log. Only ids and statuses are written to it, never bodies.</param>
public sealed partial class WebhookEndpoints(
    WebhookIngest ingest,
    WebhookVerification verification,
    ReconciliationScope scope,
    RejectionRecorder rejections,
    IOptions<WebhookOptions> webhookOptions,
    IOptions<FolderOptions> folderOptions,
    TimeProvider time,
    ILogger<WebhookEndpoints> logger)
{
    private const string WholeBody = "the whole body";

    /// <summary><c>POST</c> or <c>PUT oz/webhooks</c>. The media type is ignored; the body must parse as JSON.</summary>
    /// <param name="request">The request.</param>
    /// <returns>
    /// 200 once everything is durable; 202 once it is durable that Oz will be asked; 400, 413, 415 or 422. In verify mode, a body that names its folder is not
    /// rejected because of its other content.
    /// </returns>
    /// <exception cref="StoreUnavailableException">Nothing was acknowledged.</exception>
    public async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        if (BodyEncoding.Of(request) is { } encoding)
        {
            Record(StatusCodes.Status415UnsupportedMediaType, "The body is encoded.", null, [], request.ContentLength ?? 0);
            return Problems.Encoded(request, encoding);
        }

        var maxBytes = webhookOptions.Value.MaxBodyBytes;
        if (await BodyReader.ReadAsync(request, maxBytes, request.HttpContext.RequestAborted) is not { } body)
        {
            Record(StatusCodes.Status413PayloadTooLarge, "The body is too large.", null, [], request.ContentLength ?? maxBytes);
            return Problems.TooLarge(maxBytes);
        }

        try
        {
            return await WebhookBudget.RunAsync(time, token => TakeAsync(body, token));
        }
        catch (FolderTooLargeException e)
        {
            const string Field = "analyses";
            Record(StatusCodes.Status422UnprocessableEntity, e.Message, Field, [Field], body.Length);
            return Problems.NotOzPayload(e.Message, Field);
        }
    }

    private async Task<IResult> TakeAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var isVerified = webhookOptions.Value.Mode is WebhookMode.Verify;
        OzPayload payload;
        try
        {
            payload = OzPayloadReader.Read(body.Span, folderOptions.Value.Keys, time.GetUtcNow());
        }
        catch (PayloadException e)
        {
            return isVerified && OzHintReader.TryRead(body.Span, time.GetUtcNow(), out var hint)
                ? await VerifyPartAsync(hint, e, body, cancellationToken)
                : Refuse(e, body);
        }

        return isVerified
            ? await VerifyAsync(new OzHint(payload.FolderId, payload.Records.LatestTime), cancellationToken)
            : Answer(payload.FolderId, await ingest.ApplyAsync(payload, ChangeCause.Webhook, cancellationToken));
    }

    private IResult Refuse(PayloadException e, ReadOnlyMemory<byte> body)
    {
        var isJson = e.Error is not PayloadError.NotJson;
        var status = isJson ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status400BadRequest;
        Record(status, e.Message, e.Field, PayloadFieldNames.Of(body.Span), body.Length);
        return isJson ? Problems.NotOzPayload(e.Message, e.Field) : Problems.NotJson(e.Message);
    }

    /// <summary>Uses the hint in a body that cannot be parsed completely. The problem is recorded, because the response does not report it.</summary>
    private async Task<IResult> VerifyPartAsync(OzHint hint, PayloadException e, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var answer = await VerifyAsync(hint, cancellationToken);
        var status = ((IStatusCodeHttpResult)answer).StatusCode ?? StatusCodes.Status200OK;
        Record(status, e.Message, e.Field, PayloadFieldNames.Of(body.Span), body.Length);
        return answer;
    }

    private async Task<IResult> VerifyAsync(OzHint hint, CancellationToken cancellationToken)
    {
        var outcome = await verification.RunAsync(hint, cancellationToken);
        return outcome.Ingest is { } result ? Answer(hint.FolderId, result) : NotApplied(hint.FolderId, "queued", StatusCodes.Status202Accepted);
    }

    private IResult NotApplied(string folderId, string outcome, int status)
    {
        Log.NotApplied(logger, folderId, outcome);
        return Results.Json(new WebhookOutcomeDocument(outcome, folderId), DocumentContext.Default.WebhookOutcomeDocument, statusCode: status);
    }

    private IResult Answer(string folderId, IngestResult result)
    {
        if (result.Folder is not { } folder)
        {
            return NotApplied(folderId, "ignored", StatusCodes.Status200OK);
        }

        var statuses = folder.Result.Statuses;
        var resolution = StatusWord.Of(statuses.ResolutionStatus).Text;
        var system = StatusWord.Of(statuses.SystemResolution).Text;

        var outcome = result.Outcome is IngestOutcome.Applied ? "applied" : "duplicate";
        if (result.Refresh is RefreshReasons.None || !scope.CanAsk)
        {
            Log.Taken(logger, folder.FolderId, outcome, folder.Version, resolution, system);
        }
        else
        {
            Log.TakenOpen(logger, folder.FolderId, outcome, folder.Version, resolution, system, result.Refresh);
        }

        if (result.LostRaces > 0)
        {
            Log.Raced(logger, folder.FolderId, result.LostRaces);
        }

        return Results.Json(new WebhookDocument(outcome, folder.FolderId, folder.Version, resolution, system), DocumentContext.Default.WebhookDocument);
    }

    private void Record(int status, string reason, string? field, IReadOnlyList<string> fieldNames, long bytes)
    {
        if (status < StatusCodes.Status400BadRequest)
        {
            Log.TakenAsHint(logger, status, field ?? WholeBody, reason);
        }
        else
        {
            Log.Refused(logger, status, field ?? WholeBody, reason);
        }

        rejections.Record(new RejectedWebhook(time.GetUtcNow(), status, reason, field, fieldNames, bytes));
    }

    private static partial class Log
    {
        [LoggerMessage(5, LogLevel.Information, "Webhook for folder {FolderId}: {Outcome}.")]
        public static partial void NotApplied(ILogger logger, string folderId, string outcome);

        [LoggerMessage(1, LogLevel.Information, "Webhook for folder {FolderId}: {Outcome}, version {Version}, {ResolutionStatus}/{SystemResolution}.")]
        public static partial void Taken(ILogger logger, string folderId, string outcome, int version, string resolutionStatus, string systemResolution);

        [LoggerMessage(2, LogLevel.Information, "Webhook for folder {FolderId}: {Outcome}, version {Version}, {ResolutionStatus}/{SystemResolution}; Oz will be asked because of {Reasons}.")]
        public static partial void TakenOpen(
            ILogger logger, string folderId, string outcome, int version, string resolutionStatus, string systemResolution, RefreshReasons reasons);

        [LoggerMessage(6, LogLevel.Debug, "The webhook for folder {FolderId} was retried {LostRaces} times because of concurrent writes.")]
        public static partial void Raced(ILogger logger, string folderId, int lostRaces);

        [LoggerMessage(3, LogLevel.Warning, "A webhook was rejected with {Status} because of {Field}: {Reason}")]
        public static partial void Refused(ILogger logger, int status, string field, string reason);

        [LoggerMessage(7, LogLevel.Warning, "A webhook was answered with {Status} and used as a hint to ask Oz, but could not be parsed because of {Field}: {Reason}")]
        public static partial void TakenAsHint(ILogger logger, int status, string field, string reason);
    }
}
