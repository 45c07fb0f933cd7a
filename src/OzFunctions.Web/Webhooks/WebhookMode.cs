namespace OzFunctions.Web.Webhooks;

/// <summary>Whether the content of a webhook is trusted. Oz documents no signature.</summary>
public enum WebhookMode
{
    /// <summary>The content is applied. Anybody who knows the webhook key can set a verdict.</summary>
    Trust,

    /// <summary>The content is only a hint: Oz is asked, and its answer is applied. A forged webhook is harmless.</summary>
    Verify,
}
