using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage;

/// <summary>Makes the SDK's clients of the storage account that the settings name, as Azure Functions names it.</summary>
/// <param name="account">The section: a connection string, or service URIs.</param>
/// <param name="configure">Changes the options of the clients; null for as they are.</param>
internal sealed class StorageAccount(IConfigurationSection account, Action<ClientOptions>? configure = null)
{
    // A caller waits for the answer: fail within seconds, and let it come again.
    private static readonly TimeSpan OperationLimit = TimeSpan.FromSeconds(10);

    /// <summary>The client of the tables.</summary>
    /// <returns>The client.</returns>
    /// <exception cref="OptionsValidationException">No storage account is named, or what names it cannot be read.</exception>
    public TableServiceClient Tables() => Create(
        "tableServiceUri",
        connection => new LeanTableServiceClient(connection, WithRetries(new TableClientOptions())),
        (uri, credential) => new LeanTableServiceClient(uri, credential, WithRetries(new TableClientOptions())));

    /// <summary>The client of the queues.</summary>
    /// <returns>The client.</returns>
    /// <exception cref="OptionsValidationException">No storage account is named, or what names it cannot be read.</exception>
    public QueueServiceClient Queues() => Create(
        "queueServiceUri",
        connection => new QueueServiceClient(connection, QueueOptions()),
        (uri, credential) => new QueueServiceClient(uri, credential, QueueOptions()));

    // Without an encoding: see QueueText.
    private QueueClientOptions QueueOptions() => WithRetries(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });

    private T WithRetries<T>(T options)
        where T : ClientOptions
    {
        options.RetryPolicy = new BoundedRetryPolicy(OperationLimit, TimeProvider.System);
        options.Diagnostics.IsLoggingEnabled = false;
        configure?.Invoke(options);
        return options;
    }

    private T Create<T>(string uriSetting, Func<string, T> fromConnectionString, Func<Uri, TokenCredential, T> fromUri)
    {
        if (account.Value is { Length: > 0 } connectionString)
        {
            return FromConnectionString(connectionString, fromConnectionString);
        }

        if (account[uriSetting] is not { Length: > 0 } uri)
        {
            throw Wrong(
                $"No storage account is named: set {account.Key} to a connection string, or {account.Key}__{uriSetting} to that endpoint of an account that a managed identity may use.");
        }

        return Uri.TryCreate(uri, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "https" or "http"
            ? fromUri(endpoint, Credential())
            : throw Wrong($"{account.Key}__{uriSetting} is not an absolute http(s) address.");
    }

    private T FromConnectionString<T>(string connectionString, Func<string, T> create)
    {
        if (connectionString.Length != connectionString.Trim().Length)
        {
            throw Wrong($"{account.Key} begins or ends with white space, as a line break from a file or a Kubernetes secret is: remove it.");
        }

        try
        {
            return create(connectionString);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // The SDK's own message may quote the string, which holds a key.
            throw Wrong($"{account.Key} is not a storage connection string.");
        }
    }

    private OptionsValidationException Wrong(string message) => new(account.Key, typeof(string), [message]);

    private TokenCredential Credential() =>
        account["clientId"] is { Length: > 0 } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential();
}
