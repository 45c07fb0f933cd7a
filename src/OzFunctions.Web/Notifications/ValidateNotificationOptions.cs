using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Destinations;

namespace OzFunctions.Web.Notifications;

/// <summary>Validates the endpoints of notifications. A message quotes no text, because a secret may have been set in the wrong place.</summary>
/// <param name="environment">Whether this is Development.</param>
public sealed class ValidateNotificationOptions(IHostEnvironment environment) : IValidateOptions<NotificationOptions>
{
    private const int MaxNameLength = 40;
    private const int MaxSecrets = 2;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, NotificationOptions options) => ValidationResult.Of(
    [
        .. OfList(options),
        .. OfNetworks(options),
        .. options.Endpoints.SelectMany((endpoint, i) => OfEndpoint(endpoint, $"Notifications:Endpoints:{i}", options)),
    ]);

    private static IEnumerable<string> OfList(NotificationOptions options)
    {
        if (options.Endpoints.Count > NotificationSettings.MaxEndpoints)
        {
            yield return $"Notifications:Endpoints has {options.Endpoints.Count} endpoints; at most {NotificationSettings.MaxEndpoints} are allowed.";
        }

        foreach (var same in options.Endpoints.Index().GroupBy(static endpoint => endpoint.Item.Name).Where(static same => same.Count() > 1))
        {
            yield return $"{string.Join(" and ", same.Select(static endpoint => $"Notifications:Endpoints:{endpoint.Index}"))} have the same name.";
        }

        if (options.Schedule.Count > NotificationOptions.MaxSchedule)
        {
            yield return $"Notifications:Schedule has {options.Schedule.Count} delays; at most {NotificationOptions.MaxSchedule} are allowed.";
        }

        foreach (var (i, delay) in options.Schedule.Index().Where(static item => item.Item <= TimeSpan.Zero || item.Item > RetrySchedule.LongestDelay))
        {
            yield return $"Notifications:Schedule:{i} is {delay:c}, which is out of range: set a time above zero and at most {RetrySchedule.LongestDelay:c}.";
        }
    }

    private static IEnumerable<string> OfNetworks(NotificationOptions options)
    {
        foreach (var (i, _) in options.AllowedNetworks.Index().Where(static network => !IPNetwork.TryParse(network.Item, out _)))
        {
            yield return $"Notifications:AllowedNetworks:{i} is not a network, for example 10.1.0.0/16.";
        }

        if (options.Proxy is { } proxy && NotificationProxy.ProblemOf(proxy) is { } problem)
        {
            yield return problem;
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && name.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private static IEnumerable<string> OfSecrets(EndpointOptions endpoint, string setting)
    {
        if (endpoint.Secrets.Count is 0 or > MaxSecrets)
        {
            yield return $"{setting}:Secrets has {endpoint.Secrets.Count} secrets; set one, or two during a rotation.";
        }

        if (endpoint.Secrets.Any(static secret => WebhookSecret.TryParse(secret) is null))
        {
            yield return $"{setting}:Secrets has one that is not {WebhookSecret.Prefix} followed by {WebhookSecret.MinBytes} to {WebhookSecret.MaxBytes} bytes in Base64.";
        }
    }

    private static IEnumerable<string> OfCertificate(EndpointOptions endpoint, string setting)
    {
        try
        {
            ClientCertificates.Load(endpoint);
            return [];
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [$"{setting}:ClientCertificate cannot be read: {e.Message}"];
        }
    }

    private IEnumerable<string> OfEndpoint(EndpointOptions endpoint, string setting, NotificationOptions options)
    {
        if (!IsName(endpoint.Name))
        {
            yield return $"{setting}:Name is not 1 to {MaxNameLength} characters of a-z, 0-9 and '-'.";
        }

        foreach (var failure in DestinationSettings.FindForeign(endpoint, setting).Concat(OfKind(endpoint, setting, options)))
        {
            yield return failure;
        }

        foreach (var (i, _) in endpoint.Events.Index().Where(static pattern => !EventPattern.IsValid(pattern.Item)))
        {
            yield return $"{setting}:Events:{i} is neither an event type nor a pattern that matches one, for example folder.*. The types are {string.Join(", ", NotificationTypes.All)}.";
        }
    }

    private IEnumerable<string> OfKind(EndpointOptions endpoint, string setting, NotificationOptions options) => endpoint.Kind is EndpointKind.Webhook
        ? [.. OfUrl(endpoint, setting, options), .. OfSecrets(endpoint, setting), .. OfCertificate(endpoint, setting)]
        : new DestinationRules(AllowsPlaintext(options)).Of(endpoint, setting);

    private bool AllowsPlaintext(NotificationOptions options) => options.AllowedNetworks.Count > 0 || environment.IsDevelopment();

    private IEnumerable<string> OfUrl(EndpointOptions endpoint, string setting, NotificationOptions options)
    {
        if (!Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            yield return $"{setting}:Url is not an absolute https URL without user and fragment.";
            yield break;
        }

        if (url.Scheme == "http" && !AllowsPlaintext(options))
        {
            yield return $"{setting}:Url is http: use https, or add the endpoint's network to Notifications:AllowedNetworks.";
        }

        var guard = AddressGuard.Of(options, environment.IsDevelopment());
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !guard.Allows(address, url.Scheme))
        {
            yield return $"{setting}:Url has the address {address}, which is not public: add its network to Notifications:AllowedNetworks. Link-local and metadata addresses are never allowed.";
        }
    }
}
