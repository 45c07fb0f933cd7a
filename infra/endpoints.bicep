@export()
@description('A system that is told of changes, as the README describes the settings Notifications:Endpoints.')
type endpoint = {
  name: string
  url: string

  @description('Names of one or two signing secrets, the new one first; where none is named, one that is called as the endpoint is.')
  @minLength(1)
  @maxLength(2)
  secrets: string[]?

  events: string[]?
  timeout: string?

  @description('A certificate of the Key Vault, with its key.')
  clientCertificate: string?
}

@export()
@description('An app setting whose value stays in the Key Vault. It names no version, so that a new one is taken up.')
func secret(vaultUri string, name string) string => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${name})'

@export()
@description('The names of all signing secrets of endpoints.')
func secretNames(endpoints endpoint[]) string[] => union([], flatten(map(endpoints, it => secretsOf(it))))

@export()
@description('The app settings of endpoints.')
func endpointSettings(endpoints endpoint[], vaultUri string) object =>
  shallowMerge(map(endpoints, (it, i) => settingsOf(it, 'Notifications__Endpoints__${i}', vaultUri)))

func settingsOf(it endpoint, prefix string, vaultUri string) object =>
  union(
    { '${prefix}__Name': it.name, '${prefix}__Url': it.url },
    shallowMerge(map(secretsOf(it), (name, i) => { '${prefix}__Secrets__${i}': secret(vaultUri, 'endpoint-${name}') })),
    shallowMerge(map(it.?events ?? [], (event, i) => { '${prefix}__Events__${i}': event })),
    it.?timeout == null ? {} : { '${prefix}__Timeout': it.timeout! },
    it.?clientCertificate == null ? {} : { '${prefix}__ClientCertificate': secret(vaultUri, it.clientCertificate!) }
  )

func secretsOf(it endpoint) string[] => it.?secrets ?? [it.name]
