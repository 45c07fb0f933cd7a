using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Storage;

namespace OzFunctions.Server;

/// <summary>Starts the storage emulator if the settings ask for it and it does not run yet.</summary>
internal static class LocalStorage
{
    /// <summary>The connection string of the emulator on its default ports.</summary>
    public const string Emulator = "UseDevelopmentStorage=true";

    private const string DataDirectory = ".azurite";

    /// <summary>Installs (once) and starts Azurite, unless the settings have another storage account or it already runs.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="environment">The environment. The data is stored in a folder below its content root.</param>
    /// <param name="progress">Receives progress messages.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The emulator; null when none was started by this process.</returns>
    /// <exception cref="StartupException">The emulator cannot be started.</exception>
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
