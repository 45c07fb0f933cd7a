using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;

namespace OzFunctions.Web.OpenApi;

/// <summary>The routes of webhooks.</summary>
internal static class WebhookRoutes
{
    private const string Tag = "Webhooks";

    public static void Describe(DescribedRoutes routes)
    {
        DescribeReceiver(routes, "POST", "receiveWebhook");
        DescribeReceiver(routes, "PUT", "receiveWebhookByPut");

        routes.Describe("GET", Routes.RejectedWebhooks, KeyLevel.Read, Tag, "listRejectedWebhooks", "What was refused and why", static () => { })
            .WithDescription("The newest first, at most a thousand of a day. Of a refused body only the names of its outermost fields are kept, never a value. One with status 200 or 202 was a hint in verify mode: Oz was asked about its folder, and the rest could not be read.")
            .Answers(StatusCodes.Status200OK, "A page.", DocumentContext.Default.RejectedWebhooksDocument, Examples.RejectedWebhooks)
            .NeedsStorage();
    }

    private static void DescribeReceiver(DescribedRoutes routes, string method, string operationId) => routes
        .Describe(method, Routes.OzWebhooks, KeyLevel.Webhook, Tag, operationId, "Takes a webhook of Oz", static () => { })
        .WithDescription(
            "The body is a folder, `{\"folder\": {...}}`, an array of analyses, or one analysis, as Oz sends them; an analysis names its folder by `folder_id` or embeds it as `folder`. The media type does not matter. "
            + "A 2xx means that the result and every notification that it owes are durable. With `Webhook:Mode=Verify` the body is a hint, and Oz is asked about any folder that it names, whatever else in it cannot be read. "
            + "`GET`, `HEAD` and `OPTIONS` with the webhook key are probes: they are answered 204 and do nothing.")
        .WithMetadata(new DescribedBody("What Oz posts: its own words and fields, of which those that nobody here knows are left alone.", Examples.Webhook))
        .Answers(StatusCodes.Status200OK, "It is applied, or it says nothing new (`duplicate`). `ignored`, with nothing but the outcome and the id: the folder was erased, or, in verify mode, Oz knows no such folder.", DocumentContext.Default.WebhookDocument, Examples.Applied, otherSchema: "WebhookOutcome")
        .Answers(StatusCodes.Status202Accepted, "In verify mode: Oz does not answer now; that it will be asked is durable.", DocumentContext.Default.WebhookOutcomeDocument, Examples.Queued)
        .Refuses(StatusCodes.Status400BadRequest, "not_json", "The body is not JSON, or nested deeper than 64.")
        .Refuses(StatusCodes.Status413PayloadTooLarge, "too_large", "The body has more bytes than `Webhook:MaxBodyBytes`.")
        .Refuses(StatusCodes.Status415UnsupportedMediaType, "encoded_body", "The body has a `Content-Encoding`; the answer says which.")
        .Refuses(StatusCodes.Status422UnprocessableEntity, "not_oz_payload", "The body is JSON but nothing that Oz sends about a folder; the answer says which field is wrong.", "analyses[0].state")
        .NeedsStorage();
}
