namespace OzFunctions.Web.Webhooks;

/// <summary>Whether a webhook's body is believed. Oz documents no signature.</summary>
public enum WebhookMode
{
    /// <summary>What the body says is applied: whoever holds the webhook key can set a verdict.</summary>
    Trust,

    /// <summary>The body is a hint: Oz is asked, and only its answer is applied. A forged body is harmless.</summary>
    Verify,
}
