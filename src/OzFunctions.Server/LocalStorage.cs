using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Storage;

namespace OzFunctions.Server;

/// <summary>Starts the storage emulator where the settings ask for it and nobody has started it.</summary>
internal static class LocalStorage
{
    /// <summary>The connection string that names the emulator at its default ports.</summary>
    public const string Emulator = "UseDevelopmentStorage=true";

    private const string DataDirectory = ".azurite";

    /// <summary>Installs (once) and starts Azurite, unless another storage account is named or it runs already.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="environment">Where the data goes: a folder below the content root.</param>
    /// <param name="progress">Told what happens.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The running emulator, or null when none was started here.</returns>
    /// <exception cref="StartupException">It cannot be started.</exception>
    public static async Task<AzuriteProcess?> StartWhereWantedAsync(
        IConfiguration configuration,
        IHostEnvironment environment,
        Action<string> progress,
        CancellationToken cancellationToken)
    {
        if (configuration[StorageExtensions.AccountSetting]?.Trim().TrimEnd(';') != Emulator)
        {
            return null;
        }

        if (await AzuritePorts.Default.ListeningAsync(cancellationToken) is { Count: 3 })
        {
            progress("Using the storage emulator that already runs on this machine.");
            return null;
        }

        var cache = configuration["Azurite:CacheDirectory"] ?? NpmInstallation.DefaultCacheDirectory;
        var installation = await AzuriteInstallation.EnsureAsync(cache, progress, cancellationToken);
        var data = Path.Combine(environment.ContentRootPath, DataDirectory);
        var azurite = await AzuriteProcess.StartAsync(installation, AzuritePorts.Default, data, cancellationToken);
        progress($"Started Azurite; its data is in {data}");
        return azurite;
    }
}
