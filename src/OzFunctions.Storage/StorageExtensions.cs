using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Health;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Tables;
using OzFunctions.Storage.Webhooks;

namespace OzFunctions.Storage;

/// <summary>Registers the storage behind Core's ports.</summary>
public static class StorageExtensions
{
    /// <summary>The setting that names the storage account, as on Azure Functions: a connection string, or a section with service URIs.</summary>
    public const string AccountSetting = "AzureWebJobsStorage";

    /// <summary>Adds the storage.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The settings.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">No storage account is named, or what names it cannot be read.</exception>
    public static IServiceCollection AddOzStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var tables = CreateServiceClient(configuration.GetSection(AccountSetting));
        services.TryAddSingleton(tables);
        services.TryAddSingleton<IFolderStore>(static provider =>
            new FolderStore(Table(provider, TableNames.Folders), Guid.NewGuid));
        services.TryAddSingleton<IRejectionLog>(static provider =>
            new RejectionLog(Table(provider, TableNames.Rejected), Guid.NewGuid));
        services.TryAddSingleton<IStorageHealth>(static provider => new StorageHealth(
        [
            new LazyTable(Table(provider, TableNames.Folders)),
            new LazyTable(Table(provider, TableNames.Rejected)),
        ]));
        return services;
    }

    private static TableClient Table(IServiceProvider provider, string name) =>
        provider.GetRequiredService<TableServiceClient>().GetTableClient(name);

    private static TableServiceClient CreateServiceClient(IConfigurationSection account)
    {
        if (account.Value is { Length: > 0 } connectionString)
        {
            return FromConnectionString(connectionString);
        }

        if (account["tableServiceUri"] is not { Length: > 0 } uri)
        {
            throw new InvalidOperationException(
                $"No storage account is named: set {AccountSetting} to a connection string, or {AccountSetting}__tableServiceUri to the table endpoint of an account that a managed identity may use.");
        }

        return Uri.TryCreate(uri, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "https" or "http"
            ? new TableServiceClient(endpoint, Credential(account), Options())
            : throw new InvalidOperationException($"{AccountSetting}__tableServiceUri is not an absolute http(s) address.");
    }

    private static TableServiceClient FromConnectionString(string connectionString)
    {
        try
        {
            return new TableServiceClient(connectionString, Options());
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // The SDK's own message may quote the string, which holds a key.
            throw new InvalidOperationException($"{AccountSetting} is not a storage connection string.");
        }
    }

    private static TokenCredential Credential(IConfigurationSection account) =>
        account["clientId"] is { Length: > 0 } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential();

    // A caller waits for the answer: fail within seconds, and let it come again.
    private static TableClientOptions Options() => new()
    {
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(2),
            NetworkTimeout = TimeSpan.FromSeconds(10),
        },
        Diagnostics = { IsLoggingEnabled = false },
    };
}
