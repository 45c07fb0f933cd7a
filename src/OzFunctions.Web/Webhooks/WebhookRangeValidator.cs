using Microsoft.Extensions.Options;

namespace OzFunctions.Web.Webhooks;

/// <summary>Checks the attributes of <see cref="WebhookOptions"/>.</summary>
[OptionsValidator]
public sealed partial class WebhookRangeValidator : IValidateOptions<WebhookOptions>;
