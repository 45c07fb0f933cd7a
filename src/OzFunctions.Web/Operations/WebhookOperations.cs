using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;
using OzFunctions.Web.OpenApi;
using OzFunctions.Web.Parameters;
using OzFunctions.Web.Webhooks;
using static OzFunctions.Web.Parameters.KnownParameters;

namespace OzFunctions.Web.Operations;

/// <summary>The operations of webhooks.</summary>
internal static class WebhookOperations
{
    private const string Tag = "Webhooks";

    public static IReadOnlyList<Operation> All { get; } =
    [
        // Oz, or a gateway before this server, may add parameters to the address that it was given.
        Operation.Of<MeasuredWebhooks>(
            Routes.OzWebhooks, ["POST", "PUT", "GET", "HEAD", "OPTIONS"], KeyLevel.Webhook, RouteQuery.Anything, static (webhooks, call) => webhooks.ReceiveAsync(call.Request), Receiver),

        Operation.Read<RejectedWebhookEndpoints>(
            Routes.RejectedWebhooks, KeyLevel.Read, new(Day, Limit, Continuation), static (rejected, call) => rejected.ListAsync(call.Request), static () => new(
                Tag, "listRejectedWebhooks", "What was refused and why",
                Answer.Of(StatusCodes.Status200OK, "A page.", DocumentContext.Default.RejectedWebhooksDocument, Examples.RejectedWebhooks))
            {
                Details = "The newest first. Of each day at least the first thousand are kept. Of a refused body only the names of its outermost fields are kept, never a value. One with status 200 or 202 was a hint in verify mode: Oz was asked about its folder, and the rest could not be read.",
            }),
    ];

    private static Description Receiver() => new(
        Tag, "receiveWebhook", "Takes a webhook of Oz",
        Answer.Of(StatusCodes.Status200OK, "It is applied, or it says nothing new (`duplicate`). `ignored`, with nothing but the outcome and the id: the folder was erased.", DocumentContext.Default.WebhookDocument, Examples.Applied)
            with { OtherSchema = "WebhookOutcome" },
        Answer.Of(StatusCodes.Status202Accepted, "In verify mode: Oz does not answer now, or does not know the folder. A later poll is queued durably.", DocumentContext.Default.WebhookOutcomeDocument, Examples.Queued),
        Answer.Refusal(StatusCodes.Status400BadRequest, "not_json", "The body is not JSON, or nested deeper than 64."),
        Answer.Refusal(StatusCodes.Status413PayloadTooLarge, "too_large", "The body has more bytes than `Webhook:MaxBodyBytes`."),
        Answer.Refusal(StatusCodes.Status415UnsupportedMediaType, "encoded_body", "The body has a `Content-Encoding`; the answer says which."),
        Answer.Refusal(StatusCodes.Status422UnprocessableEntity, "not_oz_payload", "The body is JSON but nothing that Oz sends about a folder; the answer says which field is wrong.", "analyses[0].state"))
    {
        Details =
            "The body is a folder, `{\"folder\": {...}}`, an array of analyses, or one analysis, as Oz sends them; an analysis names its folder by `folder_id` or embeds it as `folder`. The media type does not matter. "
            + "A 2xx means that the result and every notification that it owes are durable. With `Webhook:Mode=Verify` the body is a hint, and Oz is asked about any folder that it names, whatever else in it cannot be read. "
            + "`GET`, `HEAD` and `OPTIONS` with the webhook key are probes: they are answered 204 and do nothing.",
        Body = new DescribedBody("What Oz posts, in its own words. Fields that are not known here are ignored.", Examples.Webhook),
        OtherMethods = new Dictionary<string, string> { ["PUT"] = "receiveWebhookByPut" },
    };
}
