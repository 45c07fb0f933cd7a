@export()
@description('A system that receives notifications, as docs/notifications.md describes Notifications:Endpoints: a webhook with a url, or a resource of Azure with a resourceId.')
type endpoint = {
  name: string

  @description('Of a webhook: where to post.')
  url: string?

  @description('Of all others: the id of a queue or topic of Service Bus, a topic of Event Grid, an event hub, or a queue of a storage account. The app gets the right to send to it.')
  resourceId: string?

  @description('Names of one or two signing secrets of a webhook, the old one first while both are valid; where none is named, one that is called as the endpoint is.')
  @minLength(1)
  @maxLength(2)
  secrets: string[]?

  @description('What a webhook gets.')
  format: ('StandardWebhooks' | 'CloudEvents')?

  events: string[]?
  timeout: string?

  @description('How many new notifications an instance sends at once.')
  @minValue(1)
  @maxValue(256)
  maxConcurrent: int?

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
@description('The app settings of endpoints. An endpoint that is not a webhook has its address at the same position, and is reached with the identity.')
func endpointSettings(endpoints endpoint[], addresses string[], clientId string, vaultUri string) object =>
  shallowMerge(map(
    endpoints,
    (it, i) =>
      union(
        commonSettings(it, 'Notifications__Endpoints__${i}'),
        it.?resourceId == null
          ? webhookSettings(it, 'Notifications__Endpoints__${i}', vaultUri)
          : resourceSettings(it.resourceId!, 'Notifications__Endpoints__${i}', addresses[i], clientId)
      )
  ))

func commonSettings(it endpoint, prefix string) object =>
  union(
    { '${prefix}__Name': it.name },
    shallowMerge(map(it.?events ?? [], (event, i) => { '${prefix}__Events__${i}': event })),
    it.?timeout == null ? {} : { '${prefix}__Timeout': it.timeout! },
    it.?maxConcurrent == null ? {} : { '${prefix}__MaxConcurrent': string(it.maxConcurrent!) }
  )

func webhookSettings(it endpoint, prefix string, vaultUri string) object =>
  union(
    { '${prefix}__Url': it.?url ?? fail('The endpoint ${it.name} has neither url nor resourceId.') },
    shallowMerge(map(secretsOf(it), (name, i) => { '${prefix}__Secrets__${i}': secret(vaultUri, 'endpoint-${name}') })),
    it.?format == null ? {} : { '${prefix}__Format': it.format! },
    it.?clientCertificate == null ? {} : { '${prefix}__ClientCertificate': secret(vaultUri, it.clientCertificate!) }
  )

func resourceSettings(resourceId string, prefix string, address string, clientId string) object =>
  union(
    {
      '${prefix}__Kind': kindOf(resourceId).name
      '${prefix}__${kindOf(resourceId).address}': address
      '${prefix}__ClientId': clientId
    },
    kindOf(resourceId).name == 'EventGrid' ? {} : { '${prefix}__EntityName': last(split(resourceId, '/')) }
  )

@description('What a resource is, by its provider, and the name of the setting that holds its address.')
func kindOf(resourceId string) { name: string, address: string } =>
  {
    'microsoft.servicebus': { name: 'ServiceBus', address: 'FullyQualifiedNamespace' }
    'microsoft.eventhub': { name: 'EventHubs', address: 'FullyQualifiedNamespace' }
    'microsoft.eventgrid': { name: 'EventGrid', address: 'TopicEndpoint' }
    'microsoft.storage': { name: 'StorageQueue', address: 'QueueServiceUri' }
  }[toLower(split(resourceId, '/')[6])]

func secretsOf(it endpoint) string[] => it.?resourceId == null ? it.?secrets ?? [it.name] : []
