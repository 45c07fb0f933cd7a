using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage;

/// <summary>Creates the SDK's clients for the storage account in the settings. The settings have the same form as on Azure Functions.</summary>
/// <param name="account">The section: a connection string, or service URIs.</param>
/// <param name="isDevelopment">Whether the account may be anywhere over http. Elsewhere than in Development only an account of this machine may.</param>
/// <param name="configure">Changes the client options; null for no change.</param>
internal sealed class StorageAccount(IConfigurationSection account, bool isDevelopment, Action<ClientOptions>? configure = null)
{
    /// <summary>How long an operation may take, with all its tries: an HTTP caller waits for the result, so fail within seconds and let the caller retry.</summary>
    internal static readonly TimeSpan OperationLimit = TimeSpan.FromSeconds(10);

    /// <summary>Creates the client of the tables.</summary>
    /// <exception cref="OptionsValidationException">The settings name no storage account, are malformed, or name an http endpoint that is not allowed.</exception>
    public TableServiceClient Tables() => Create(
        "tableServiceUri",
        connection => new LeanTableServiceClient(connection, WithRetries(new TableClientOptions())),
        (uri, credential) => new LeanTableServiceClient(uri, credential, WithRetries(new TableClientOptions())),
        static client => client.Uri);

    /// <summary>Creates the client of the queues.</summary>
    /// <exception cref="OptionsValidationException">The settings name no storage account, are malformed, or name an http endpoint that is not allowed.</exception>
    public QueueServiceClient Queues() => Create(
        "queueServiceUri",
        connection => new QueueServiceClient(connection, QueueOptions()),
        (uri, credential) => new QueueServiceClient(uri, credential, QueueOptions()),
        static client => client.Uri);

    // No encoding: see QueueText.
    private QueueClientOptions QueueOptions() => WithRetries(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });

    private T WithRetries<T>(T options)
        where T : ClientOptions
    {
        options.RetryPolicy = new BoundedRetryPolicy(OperationLimit, TimeProvider.System);

        // That limit holds until the headers of a response arrive. The SDK reads the body under this one, which is 100 s by default.
        options.Retry.NetworkTimeout = OperationLimit;
        options.Diagnostics.IsLoggingEnabled = false;
        configure?.Invoke(options);
        return options;
    }

    private T Create<T>(string uriSetting, Func<string, T> fromConnectionString, Func<Uri, TokenCredential, T> fromUri, Func<T, Uri> endpointOf)
    {
        if (account.Value is { Length: > 0 } connectionString)
        {
            var client = FromConnectionString(connectionString, fromConnectionString);
            return isDevelopment || endpointOf(client) is { Scheme: "https" } or { IsLoopback: true }
                ? client
                : throw Wrong($"{account.Key} has an http endpoint. Everything that is stored would be sent unencrypted: use https. Only in Development, and on this machine, http is allowed.");
        }

        if (account[uriSetting] is not { Length: > 0 } uri)
        {
            throw Wrong(
                $"No storage account is configured. Set {account.Key} to a connection string, or {account.Key}__{uriSetting} to the endpoint of an account that a managed identity may use.");
        }

        // The SDK refuses to send a token over http.
        return Uri.TryCreate(uri, UriKind.Absolute, out var endpoint) && endpoint.Scheme == Uri.UriSchemeHttps
            ? fromUri(endpoint, Credential())
            : throw Wrong($"{account.Key}__{uriSetting} is not an absolute https URL. An identity is only used over https; for http, set {account.Key} to a connection string.");
    }

    private T FromConnectionString<T>(string connectionString, Func<string, T> create)
    {
        if (connectionString.Length != connectionString.Trim().Length)
        {
            throw Wrong($"{account.Key} begins or ends with white space, for example a line break from a file or a Kubernetes secret. Remove it.");
        }

        try
        {
            return create(connectionString);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // The SDK's own message may quote the connection string, which contains a key.
            throw Wrong($"{account.Key} is not a storage connection string.");
        }
    }

    private OptionsValidationException Wrong(string message) => new(account.Key, typeof(string), [message]);

    private TokenCredential Credential() =>
        account["clientId"] is { Length: > 0 } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential();
}
