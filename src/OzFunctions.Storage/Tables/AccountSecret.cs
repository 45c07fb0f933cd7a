namespace OzFunctions.Storage.Tables;

/// <summary>Reads the credentials in a connection string. The SDK parses them too, but does not expose them.</summary>
internal static class AccountSecret
{
    // The emulator's key. It is the same everywhere and published by Microsoft, so it protects nothing.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Reads the credentials.</summary>
    /// <param name="connectionString">A connection string that the SDK has accepted.</param>
    /// <returns>
    /// The account's key, or null when a shared access signature is used instead; and that signature as a query without its question mark, or an empty string.
    /// </returns>
    public static (byte[]? Key, string Sas) Of(string connectionString)
    {
        var settings = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(static setting => setting.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(static setting => setting[0], static setting => setting[1], StringComparer.OrdinalIgnoreCase);

        return settings.GetValueOrDefault("UseDevelopmentStorage") == "true" ? (Convert.FromBase64String(EmulatorKey), "")
            : settings.TryGetValue("SharedAccessSignature", out var sas) ? (null, sas.TrimStart('?'))
            : (Convert.FromBase64String(settings["AccountKey"]), "");
    }
}
